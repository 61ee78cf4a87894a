-- given
ALTER TABLE rooms ADD COLUMN twice INT GENERATED ALWAYS AS (size * 2) STORED;

ALTER TABLE rooms MODIFY topic VARCHAR(400);
-- rooms.topic: type expected varchar(200), found varchar(400)

ALTER TABLE rooms MODIFY topic VARCHAR(200) NOT NULL;
-- rooms.topic: nullable expected true, found false

ALTER TABLE rooms ALTER name SET DEFAULT 'another';
-- rooms.name: default expected 'a room', found 'another'

ALTER TABLE rooms ALTER name DROP DEFAULT;
-- rooms.name: default expected 'a room', found none

ALTER TABLE rooms MODIFY size INT DEFAULT 7;
-- rooms.size: default expected none, found 7

ALTER TABLE members DROP FOREIGN KEY members_room_id_fk;
ALTER TABLE rooms MODIFY id BIGINT NOT NULL;
-- foreign key members_room_id_fk of members: expected, not found
-- index members_room_id_fk of members: constraint expected members_room_id_fk, found none
-- rooms.id: auto-increment expected true, found false

ALTER TABLE rooms MODIFY made_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6);
-- rooms.made_at: type expected datetime(6), found timestamp(6)
-- rooms.made_at: default expected utc_timestamp(6), found CURRENT_TIMESTAMP(6)
-- rooms.made_at: extra expected none, found on update CURRENT_TIMESTAMP(6)

ALTER TABLE rooms MODIFY name VARCHAR(100) NOT NULL DEFAULT 'a room' COMMENT 'none';
-- rooms.name: comment expected 'it's shown', found 'none'

ALTER TABLE rooms MODIFY name VARCHAR(100) NOT NULL DEFAULT 'a room';
-- rooms.name: comment expected 'it's shown', found none

ALTER TABLE rooms COMMENT = 'other words';
-- table rooms: comment expected 'where people meet', found 'other words'

ALTER TABLE rooms MODIFY topic VARCHAR(200) COLLATE utf8mb4_bin;
-- rooms.topic: collation expected utf8mb4_0900_ai_ci, found utf8mb4_bin

ALTER TABLE rooms MODIFY kind ENUM('open', 'it''s', 'new') NOT NULL DEFAULT 'open';
-- rooms.kind: type expected enum('open','it''s'), found enum('open','it''s','new')

ALTER TABLE rooms MODIFY topic VARCHAR(200) AFTER size;
-- table rooms: order of columns expected [id, name, topic, kind, size, made_at, twice], found [id, name, kind, size, topic, made_at, twice]

ALTER TABLE rooms DROP COLUMN twice;
-- rooms.twice: expected, not found

ALTER TABLE rooms MODIFY twice INT GENERATED ALWAYS AS (size * 3) STORED;
-- rooms.twice: generated expected (`size` * 2), found (`size` * 3)

ALTER TABLE rooms DROP COLUMN twice, ADD COLUMN twice INT GENERATED ALWAYS AS (size * 2) VIRTUAL;
-- rooms.twice: extra expected STORED GENERATED, found VIRTUAL GENERATED

ALTER TABLE rooms ADD COLUMN new INT;
-- rooms.new: found, not expected

ALTER TABLE rooms DROP INDEX rooms_size_name, ADD INDEX rooms_size_name (name, size);
-- index rooms_size_name of rooms: key expected [size, name], found [name, size]

ALTER TABLE rooms DROP INDEX rooms_size_name, ADD UNIQUE INDEX rooms_size_name (size, name);
-- unique constraint rooms_size_name of rooms: found, not expected
-- index rooms_size_name of rooms: unique expected false, found true
-- index rooms_size_name of rooms: constraint expected none, found rooms_size_name

ALTER TABLE rooms DROP INDEX rooms_size_name, ADD INDEX rooms_size_name (size, name(10));
-- index rooms_size_name of rooms: key expected [size, name], found [size, name(10)]

ALTER TABLE rooms DROP INDEX rooms_size_name;
-- index rooms_size_name of rooms: expected, not found

ALTER TABLE members ADD INDEX new (seat);
-- index new of members: found, not expected

ALTER TABLE members DROP FOREIGN KEY members_room_id_fk;
ALTER TABLE members ADD CONSTRAINT members_room_id_fk FOREIGN KEY (room_id) REFERENCES rooms (id) ON DELETE CASCADE ON UPDATE CASCADE;
-- foreign key members_room_id_fk of members: on update expected NO_ACTION, found CASCADE

ALTER TABLE members DROP FOREIGN KEY members_room_id_fk;
-- foreign key members_room_id_fk of members: expected, not found
-- index members_room_id_fk of members: constraint expected members_room_id_fk, found none

ALTER TABLE rooms DROP INDEX rooms_name_kind_uk, ADD CONSTRAINT rooms_name_kind_uk UNIQUE (kind, name);
-- unique constraint rooms_name_kind_uk of rooms: columns expected [name, kind], found [kind, name]
-- index rooms_name_kind_uk of rooms: key expected [name, kind], found [kind, name]

CREATE OR REPLACE VIEW `open rooms` AS SELECT kind FROM rooms WHERE 1 = 1;
-- view open rooms: sql expected select `rooms`.`kind` AS `kind` from `rooms`, found select `rooms`.`kind` AS `kind` from `rooms` where (1 = 1)

DROP VIEW `open rooms`;
-- view open rooms: expected, not found

CREATE TABLE new (id INT);
-- table new: found, not expected

DROP TABLE members;
-- table members: expected, not found

ALTER TABLE members RENAME TO guests;
-- table guests: found, not expected
-- table members: expected, not found

ALTER TABLE members ROW_FORMAT = COMPRESSED;
-- table members: extra expected ENGINE=InnoDB COLLATE=utf8mb4_0900_ai_ci, found ENGINE=InnoDB COLLATE=utf8mb4_0900_ai_ci row_format=COMPRESSED

ALTER TABLE rooms ALTER INDEX rooms_size_name INVISIBLE;
-- index rooms_size_name of rooms: extra expected none, found INVISIBLE

ALTER TABLE rooms DROP INDEX rooms_size_name, ADD INDEX rooms_size_name (size, name DESC);
-- index rooms_size_name of rooms: key expected [size, name], found [size, name DESC]

ALTER TABLE rooms DROP INDEX rooms_size_name, ADD INDEX rooms_size_name (size, (name + 1));
-- index rooms_size_name of rooms: key expected [size, name], found [size, ((`name` + 1))]

ALTER TABLE rooms DROP INDEX rooms_size_name, ADD FULLTEXT INDEX rooms_size_name (name) WITH PARSER ngram;
-- index rooms_size_name of rooms: key expected [size, name], found [name]
-- index rooms_size_name of rooms: method expected btree, found fulltext
-- index rooms_size_name of rooms: extra expected none, found WITH PARSER ngram
