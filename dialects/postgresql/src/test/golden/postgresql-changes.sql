-- given
ALTER TABLE "rooms" ADD CONSTRAINT "a check" CHECK ("size" > 1);
ALTER TABLE "rooms" ADD COLUMN "twice" int GENERATED ALWAYS AS ("size" * 2) STORED;
CREATE SEQUENCE "numbers";

ALTER TABLE "rooms" ALTER COLUMN "topic" SET DATA TYPE varchar(400);
-- rooms.topic: type expected character varying(200), found character varying(400)

ALTER TABLE "rooms" ALTER COLUMN "topic" SET NOT NULL;
-- rooms.topic: nullable expected true, found false

ALTER TABLE "rooms" ALTER COLUMN "name" SET DEFAULT 'another';
-- rooms.name: default expected 'a room'::character varying, found 'another'::character varying

ALTER TABLE "rooms" ALTER COLUMN "name" DROP DEFAULT;
-- rooms.name: default expected 'a room'::character varying, found none

ALTER TABLE "rooms" ALTER COLUMN "id" DROP IDENTITY;
-- rooms.id: auto-increment expected true, found false
-- sequence rooms_id_seq: expected, not found

ALTER TABLE "rooms" ALTER COLUMN "id" SET GENERATED ALWAYS;
-- rooms.id: extra expected none, found GENERATED ALWAYS

COMMENT ON COLUMN "rooms"."name" IS 'none';
-- rooms.name: comment expected 'it's shown', found 'none'

COMMENT ON COLUMN "rooms"."name" IS NULL;
-- rooms.name: comment expected 'it's shown', found none

COMMENT ON TABLE "rooms" IS 'other words';
-- table rooms: comment expected 'where people meet', found 'other words'

ALTER TABLE "rooms" DROP COLUMN "twice";
-- rooms.twice: expected, not found

ALTER TABLE "rooms" DROP COLUMN "twice";
ALTER TABLE "rooms" ADD COLUMN "twice" INT GENERATED ALWAYS AS ("size" * 3) STORED;
-- rooms.twice: generated expected (size * 2), found (size * 3)

ALTER TABLE "rooms" ADD COLUMN "new" INT;
-- rooms.new: found, not expected

DROP INDEX "rooms_size_name";
CREATE INDEX "rooms_size_name" ON "rooms" ("name", "size");
-- index rooms_size_name of rooms: key expected [size, name], found [name, size]

DROP INDEX "rooms_size_name";
CREATE INDEX "rooms_size_name" ON "rooms" ("size", "name" DESC);
-- index rooms_size_name of rooms: key expected [size, name], found [size, name DESC]

DROP INDEX "rooms_size_name";
CREATE UNIQUE INDEX "rooms_size_name" ON "rooms" ("size", "name");
-- index rooms_size_name of rooms: unique expected false, found true

DROP INDEX "rooms_size_name";
-- index rooms_size_name of rooms: expected, not found

CREATE INDEX "new" ON "members" ("seat");
-- index new of members: found, not expected

ALTER TABLE "members" DROP CONSTRAINT "members_room_id_fk";
ALTER TABLE "members" ADD CONSTRAINT "members_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "rooms" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- foreign key members_room_id_fk of members: on delete expected CASCADE, found RESTRICT
-- foreign key members_room_id_fk of members: on update expected NO_ACTION, found CASCADE

ALTER TABLE "members" DROP CONSTRAINT "members_room_id_fk";
-- foreign key members_room_id_fk of members: expected, not found

ALTER TABLE "rooms" DROP CONSTRAINT "rooms_name_kind_uk";
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_name_kind_uk" UNIQUE ("kind", "name");
-- unique constraint rooms_name_kind_uk of rooms: columns expected [name, kind], found [kind, name]
-- index rooms_name_kind_uk of rooms: key expected [name, kind], found [kind, name]

ALTER TABLE "rooms" DROP CONSTRAINT "a check";
ALTER TABLE "rooms" ADD CONSTRAINT "a check" CHECK ("size" > 2);
-- check a check of rooms: check expected (size > 1), found (size > 2)

ALTER TABLE "rooms" DROP CONSTRAINT "a check";
-- check a check of rooms: expected, not found

CREATE OR REPLACE VIEW "open rooms" AS SELECT "kind" FROM "rooms" WHERE "size" > 9;
-- view open rooms: sql expected SELECT kind FROM rooms, found SELECT kind FROM rooms WHERE (size > 9)

DROP VIEW "open rooms";
-- view open rooms: expected, not found

CREATE TABLE "new" ("id" INT, CHECK ("id" > 1));
-- table new: found, not expected

DROP TABLE "members";
-- table members: expected, not found

ALTER SEQUENCE "numbers" INCREMENT BY 2;
-- sequence numbers: definition expected bigint START 1 INCREMENT 1 MIN 1 MAX 9223372036854775807 CYCLE f CACHE 1, found bigint START 1 INCREMENT 2 MIN 1 MAX 9223372036854775807 CYCLE f CACHE 1

DROP SEQUENCE "numbers";
-- sequence numbers: expected, not found

ALTER TABLE "rooms" ALTER COLUMN "topic" TYPE varchar(200) COLLATE "C";
-- rooms.topic: collation expected none, found C

ALTER TYPE "enum_rooms_kind" ADD VALUE 'new';
-- rooms.kind: type expected enum_rooms_kind ENUM('open', 'it''s'), found enum_rooms_kind ENUM('open', 'it''s', 'new')
-- enum type enum_rooms_kind: values expected [open, it's], found [open, it's, new]

CREATE TYPE "new" AS ENUM ('a');
-- enum type new: found, not expected

ALTER TABLE "rooms" DROP COLUMN "size" CASCADE;
ALTER TABLE "rooms" ADD COLUMN "size" int;
ALTER TABLE "rooms" ADD CONSTRAINT "a check" CHECK ("size" > 1);
ALTER TABLE "rooms" ADD COLUMN "twice" int GENERATED ALWAYS AS ("size" * 2) STORED;
CREATE INDEX "rooms_size_name" ON "rooms" ("size", "name");
-- table rooms: order of columns expected [id, name, topic, kind, size, made_at, twice], found [id, name, topic, kind, made_at, size, twice]

DROP INDEX "rooms_size_name";
CREATE INDEX "rooms_size_name" ON "rooms" ("size", "name" COLLATE "C" text_pattern_ops NULLS FIRST);
-- index rooms_size_name of rooms: key expected [size, name], found [size, name COLLATE "C" text_pattern_ops NULLS FIRST]

DROP INDEX "rooms_size_name";
CREATE INDEX "rooms_size_name" ON "rooms" ("size", lower("name"));
-- index rooms_size_name of rooms: key expected [size, name], found [size, lower(name::text)]

DROP INDEX "rooms_size_name";
CREATE INDEX "rooms_size_name" ON "rooms" ("size", "name") WHERE "size" > 3;
-- index rooms_size_name of rooms: where expected none, found (size > 3)

DROP INDEX "rooms_size_name";
CREATE INDEX "rooms_size_name" ON "rooms" ("size") INCLUDE ("name");
-- index rooms_size_name of rooms: key expected [size, name], found [size]
-- index rooms_size_name of rooms: included expected none, found [name]

DROP INDEX "a topic";
CREATE UNIQUE INDEX "a topic" ON "rooms" ("topic") WITH (fillfactor = 70);
-- index a topic of rooms: extra expected none, found WITH fillfactor=70

DROP INDEX "rooms_size_name";
CREATE INDEX "rooms_size_name" ON "rooms" USING hash ("name");
-- index rooms_size_name of rooms: key expected [size, name], found [name]
-- index rooms_size_name of rooms: method expected btree, found hash

ALTER TABLE "members" ALTER CONSTRAINT "members_room_id_fk" DEFERRABLE INITIALLY DEFERRED;
-- foreign key members_room_id_fk of members: deferrable expected false, found true
-- foreign key members_room_id_fk of members: initially deferred expected false, found true

ALTER TABLE "rooms" DROP CONSTRAINT "a check";
ALTER TABLE "rooms" ADD CONSTRAINT "a check" CHECK ("size" > 1) NOT VALID;
-- check a check of rooms: extra expected none, found NOT VALID

ALTER TABLE "members" SET UNLOGGED;
-- table members: extra expected none, found UNLOGGED

ALTER TABLE "members" ADD CONSTRAINT "no two" EXCLUDE USING btree ("seat" WITH =);
-- exclusion no two of members: found, not expected
-- index no two of members: found, not expected

CREATE MATERIALIZED VIEW "new" AS SELECT 1 AS one;
-- view new: found, not expected
