-- given
ALTER TABLE rooms ADD CONSTRAINT "a check" CHECK (size > 1);
ALTER TABLE rooms ADD COLUMN twice INT GENERATED ALWAYS AS (size * 2);
CREATE SEQUENCE numbers;

ALTER TABLE rooms ALTER COLUMN topic SET DATA TYPE VARCHAR(400);
-- rooms.topic: type expected CHARACTER VARYING(200), found CHARACTER VARYING(400)

ALTER TABLE rooms ALTER COLUMN topic SET NOT NULL;
-- rooms.topic: nullable expected true, found false

ALTER TABLE rooms ALTER COLUMN name SET DEFAULT 'another';
-- rooms.name: default expected 'a room', found 'another'

ALTER TABLE rooms ALTER COLUMN name DROP DEFAULT;
-- rooms.name: default expected 'a room', found none

ALTER TABLE rooms ALTER COLUMN id DROP IDENTITY;
-- rooms.id: auto-increment expected true, found false

ALTER TABLE rooms ALTER COLUMN id SET GENERATED ALWAYS;
-- rooms.id: extra expected none, found GENERATED ALWAYS

ALTER TABLE rooms ALTER COLUMN made_at SET ON UPDATE CURRENT_TIMESTAMP;
-- rooms.made_at: extra expected none, found ON UPDATE CURRENT_TIMESTAMP

COMMENT ON COLUMN rooms.name IS 'none';
-- rooms.name: comment expected 'it's shown', found 'none'

COMMENT ON COLUMN rooms.name IS NULL;
-- rooms.name: comment expected 'it's shown', found none

COMMENT ON TABLE rooms IS 'other words';
-- table rooms: comment expected 'where people meet', found 'other words'

ALTER TABLE rooms ALTER COLUMN topic SET DATA TYPE VARCHAR_IGNORECASE(200);
-- rooms.topic: type expected CHARACTER VARYING(200), found VARCHAR_IGNORECASE(200)

ALTER TABLE rooms ALTER COLUMN kind SET DATA TYPE ENUM('open', 'it''s', 'new');
-- rooms.kind: type expected ENUM('open', 'it''s'), found ENUM('open', 'it''s', 'new')

ALTER TABLE rooms DROP COLUMN made_at;
ALTER TABLE rooms ADD COLUMN made_at TIMESTAMP(6) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP(6) NOT NULL BEFORE kind;
-- table rooms: order of columns expected [id, name, topic, kind, size, made_at, twice], found [id, name, topic, made_at, kind, size, twice]

ALTER TABLE rooms DROP COLUMN twice;
-- rooms.twice: expected, not found

ALTER TABLE rooms DROP COLUMN twice;
ALTER TABLE rooms ADD COLUMN twice INT GENERATED ALWAYS AS (size * 3);
-- rooms.twice: generated expected "SIZE" * 2, found "SIZE" * 3

ALTER TABLE rooms ADD COLUMN new INT;
-- rooms.new: found, not expected

DROP INDEX rooms_size_name;
CREATE INDEX rooms_size_name ON rooms (name, size);
-- index rooms_size_name of rooms: key expected [size, name], found [name, size]

DROP INDEX rooms_size_name;
CREATE INDEX rooms_size_name ON rooms (size, name DESC);
-- index rooms_size_name of rooms: key expected [size, name], found [size, name DESC]

DROP INDEX rooms_size_name;
CREATE UNIQUE INDEX rooms_size_name ON rooms (size, name);
-- index rooms_size_name of rooms: unique expected false, found true

DROP INDEX rooms_size_name;
-- index rooms_size_name of rooms: expected, not found

CREATE INDEX new ON members (seat);
-- index new of members: found, not expected

ALTER TABLE members DROP CONSTRAINT members_room_id_fk;
ALTER TABLE members ADD CONSTRAINT members_room_id_fk FOREIGN KEY (room_id) REFERENCES rooms (id) ON DELETE RESTRICT ON UPDATE CASCADE;
-- foreign key members_room_id_fk of members: on delete expected CASCADE, found RESTRICT
-- foreign key members_room_id_fk of members: on update expected NO_ACTION, found CASCADE

ALTER TABLE members DROP CONSTRAINT members_room_id_fk;
-- foreign key members_room_id_fk of members: expected, not found
-- index of constraint members_room_id_fk of members: expected, not found

ALTER TABLE rooms DROP CONSTRAINT rooms_name_kind_uk;
ALTER TABLE rooms ADD CONSTRAINT rooms_name_kind_uk UNIQUE (kind, name);
-- unique constraint rooms_name_kind_uk of rooms: columns expected [name, kind], found [kind, name]
-- index of constraint rooms_name_kind_uk of rooms: key expected [name, kind], found [kind, name]

ALTER TABLE rooms DROP CONSTRAINT "a check";
ALTER TABLE rooms ADD CONSTRAINT "a check" CHECK (size > 2);
-- check a check of rooms: check expected "SIZE" > 1, found "SIZE" > 2

ALTER TABLE rooms DROP CONSTRAINT "a check";
-- check a check of rooms: expected, not found

CREATE OR REPLACE VIEW "open rooms" AS SELECT kind FROM rooms WHERE size > 9;
-- view open rooms: sql expected SELECT "KIND" FROM "PUBLIC"."ROOMS", found SELECT "KIND" FROM "PUBLIC"."ROOMS" WHERE "SIZE" > 9

DROP VIEW "open rooms";
-- view open rooms: expected, not found

CREATE TABLE new (id INT, CHECK (id > 1));
-- table new: found, not expected

DROP TABLE members;
-- table members: expected, not found

ALTER TABLE members RENAME TO guests;
-- table guests: found, not expected
-- table members: expected, not found

ALTER SEQUENCE numbers INCREMENT BY 2;
-- sequence numbers: definition expected BIGINT START 1 INCREMENT 1 MIN 1 MAX 9223372036854775807 CYCLE NO CACHE 32, found BIGINT START 1 INCREMENT 2 MIN 1 MAX 9223372036854775807 CYCLE NO CACHE 32

DROP SEQUENCE numbers;
-- sequence numbers: expected, not found
