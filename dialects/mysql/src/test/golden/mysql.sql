-- createTable 'rooms'
CREATE TABLE `rooms` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci DEFAULT (UUID()) NOT NULL,
  `name` VARCHAR(120) NOT NULL COMMENT 'it''s shown to everyone',
  `about` LONGTEXT DEFAULT ('say \\ "hi"'),
  `is_open` BOOLEAN DEFAULT TRUE NOT NULL,
  `size` INTEGER DEFAULT -1,
  `hits` BIGINT DEFAULT 0 NOT NULL,
  `made_at` DATETIME(6) DEFAULT (UTC_TIMESTAMP(6)) NOT NULL,
  `ends_at` DATETIME(6) DEFAULT '2030-01-01 00:00:00.500000',
  `day` DATE DEFAULT '2024-02-29',
  `price` DECIMAL(10, 2) DEFAULT 100,
  `settings` JSON DEFAULT ('{"a": "it''s"}') NOT NULL,
  `kind` ENUM('open', 'it''s') DEFAULT 'it''s',
  `token` CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci DEFAULT '00000000-0000-0001-0000-000000000002',
  `total` INTEGER DEFAULT (1 + 2),
  CONSTRAINT `rooms_pk` PRIMARY KEY (`id`),
  CONSTRAINT `rooms_name_uk` UNIQUE (`name`)
);

-- createTable 'counted'
CREATE TABLE `counted` (
  `id` BIGINT AUTO_INCREMENT NOT NULL,
  CONSTRAINT `counted_pk` PRIMARY KEY (`id`)
);

-- createTable 'members'
CREATE TABLE `members` (
  `room_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  `seat` INTEGER,
  CONSTRAINT `members_room_id_fk` FOREIGN KEY (`room_id`) REFERENCES `rooms` (`id`) ON DELETE CASCADE,
  CONSTRAINT `members_pk` PRIMARY KEY (`room_id`, `seat`),
  CONSTRAINT `members_seat_room_id_uk` UNIQUE (`seat`, `room_id`),
  CONSTRAINT `members_room_id_seat_fk` FOREIGN KEY (`room_id`, `seat`) REFERENCES `seats` (`room`, `no`) ON DELETE RESTRICT ON UPDATE CASCADE
);

-- createTable 'odd "` name'
CREATE TABLE `odd "`` name` (
  `select` INTEGER
);

-- createTable 'words'
CREATE TABLE `words` (
  `word` VARCHAR(20) NOT NULL
) DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_bin ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

-- createTable 'visits'
-- refused: MySQL cannot do this: create the table 'visits' with storageParameter("autovacuum_enabled", "false"), which it does not have. Leave it out, or write one createTable for each database in db.on(…)

-- dropTable 'rooms'
DROP TABLE `rooms`;

-- dropTable 'rooms' if it exists
DROP TABLE IF EXISTS `rooms`;

-- dropTable 'rooms' if it exists with what depends on it
-- refused: MySQL cannot do this: dropTable 'rooms' if it exists with what depends on it, because it drops tables alone. Remove the foreign keys that refer to it first: 'members_room_id_fk' of 'members'

-- createTable 'fresh' if it does not exist
CREATE TABLE `fresh` (
  `id` INTEGER
);

-- renameTable 'rooms' to 'halls'
RENAME TABLE `rooms` TO `halls`;

-- addNumbering of 'no' on 'tickets'
ALTER TABLE `tickets` MODIFY COLUMN `no` bigint NOT NULL AUTO_INCREMENT;

-- removeNumbering of 'id' from 'people'
ALTER TABLE `people` MODIFY COLUMN `id` bigint NOT NULL;

-- restartNumbering of 'id' in 'people' at 1000
ALTER TABLE `people` AUTO_INCREMENT = 1000;

-- bulkInsert of 1 row into 'people'
INSERT INTO `people` (`name`) VALUES (?);

-- commentOnTable 'rooms'
ALTER TABLE `rooms` COMMENT = 'where people meet; it''s \\ theirs';

-- commentOnTable 'rooms'
ALTER TABLE `rooms` COMMENT = '';

-- createTable 'typed'
CREATE TABLE `typed` (
  `id` BINARY(16) DEFAULT (UNHEX(REPLACE(UUID(), '-', ''))) NOT NULL,
  `token` BINARY(16) DEFAULT X'00000000000000010000000000000002',
  `tiny` TINYINT DEFAULT -128,
  `small` SMALLINT,
  `age` TINYINT UNSIGNED DEFAULT 255 NOT NULL COMMENT 'years',
  `port` SMALLINT UNSIGNED,
  `address` INTEGER UNSIGNED DEFAULT 4294967295,
  `total` BIGINT UNSIGNED,
  `ratio` DOUBLE DEFAULT 0.5E0,
  `weight` DOUBLE DEFAULT -0.0E0,
  `code` CHAR(2) DEFAULT 'de',
  `content` LONGBLOB DEFAULT (X'0027ff'),
  `hash` BINARY(4) DEFAULT X'01020304',
  `salt` VARBINARY(8) DEFAULT X'',
  `opens` TIME(6) DEFAULT '09:30:00.000000',
  `closes` TIME,
  `seen_at` DATETIME(3) DEFAULT (UTC_TIMESTAMP(6)),
  `meeting` DATETIME(6) DEFAULT '1970-01-01 00:00:00.000000',
  `until` DATETIME,
  `place` GEOMETRY,
  `both` INTEGER GENERATED ALWAYS AS (tiny + small) STORED COMMENT 'it''s made',
  CONSTRAINT `typed_pk` PRIMARY KEY (`id`)
);

-- addColumn 'sum' on 'rooms'
ALTER TABLE `rooms` ADD COLUMN `sum` INTEGER GENERATED ALWAYS AS (size + 1) STORED NOT NULL;

-- addColumn 'sum' on 'rooms'
ALTER TABLE `rooms` ADD COLUMN `sum` INTEGER GENERATED ALWAYS AS (size + 1) VIRTUAL;

-- addColumn 'no' on 'rooms'
-- refused: MySQL cannot do this: addColumn 'no' on 'rooms' with autoIncrement(), because its key would be added too late. Write the column in createTable, or add it with its key by execute(…)

-- addColumn 'no' on 'rooms'
-- refused: MySQL cannot do this: addColumn 'no' on 'rooms' with autoIncrement(), because its key would be added too late. Write the column in createTable, or add it with its key by execute(…)

-- addColumn 'not_a_number' on 'rooms'
-- refused: MySQL cannot do this: keep 'NaN' as a number. Use a column that may be NULL

-- addColumn 'tags' on 'rooms'
-- refused: MySQL cannot do this: make a column of arrayOf(string(20)). Use json(), or a separate table

-- addColumn 'kinds' on 'rooms'
-- refused: MySQL cannot do this: make a column of arrayOf(enumeration[open, it's]). Use json(), or a separate table

-- addColumn 'ports' on 'rooms'
-- refused: MySQL cannot do this: make a column of arrayOf(smallInt().unsigned()). Use json(), or a separate table

-- addColumn 'stay' on 'rooms'
-- refused: MySQL cannot do this: make a column of rangeOf(date()). Use two columns, for its beginning and its end

-- addColumn 'host' on 'rooms'
-- refused: MySQL cannot do this: make a column of inet(), which accepts only addresses. Use string(43), and check the values yourself

-- addColumn 'nick' on 'rooms'
-- refused: MySQL cannot do this: make a column of citext(), which ignores only the case of letters. Use text() with a suitable collation: text().collate(…)

-- addConstraint 'rooms_nick_uk' on 'rooms'
ALTER TABLE `rooms` ADD CONSTRAINT `rooms_nick_uk` UNIQUE (`nick`);

-- addColumn 'long' on 'rooms'
-- refused: MySQL cannot do this: make a column of string(16384), because 16383 is the limit. Use text()

-- addColumn 'long' on 'rooms'
-- refused: MySQL cannot do this: make a column of decimal(66, 2), because 65 is the limit. Use a smaller precision, or string(…)

-- addColumn 'long' on 'rooms'
-- refused: MySQL cannot do this: make a column of fixedString(256), because 255 is the limit. Use string(…) or text()

-- addColumn 'long' on 'rooms'
-- refused: MySQL cannot do this: make a column of binary(256), because 255 is the limit. Use varBinary(…) or binary()

-- addColumn 'long' on 'rooms'
-- refused: MySQL cannot do this: make a column of varBinary(65533), because 65532 is the limit. Use binary()

-- addColumn 'topic' on 'rooms'
ALTER TABLE `rooms` ADD COLUMN `topic` VARCHAR(200);

-- addColumn 'kind' on 'rooms'
ALTER TABLE `rooms` ADD COLUMN `kind` ENUM('open', 'closed') DEFAULT 'open' NOT NULL;

-- addColumn 'note' on 'rooms'
ALTER TABLE `rooms` ADD COLUMN `note` LONGTEXT COMMENT 'it''s \\ private';

-- addColumn 'word' on 'rooms'
ALTER TABLE `rooms` ADD COLUMN `word` VARCHAR(20) COLLATE `utf8mb4_bin`;

-- addColumn 'code' on 'halls'
ALTER TABLE `halls` ADD COLUMN `code` INTEGER FIRST;

-- addColumn 'topic' on 'rooms'
ALTER TABLE `rooms` ADD COLUMN `topic` VARCHAR(200) AFTER `name`;

-- removeColumn 'kind' from 'rooms'
ALTER TABLE `rooms` DROP COLUMN `kind`;

-- removeColumn 'owner_id' from 'rooms'
ALTER TABLE `rooms` DROP FOREIGN KEY `rooms_owner_id_fk`, DROP COLUMN `owner_id`;

-- renameColumn 'kind' to 'sort' on 'rooms'
ALTER TABLE `rooms` RENAME COLUMN `kind` TO `sort`;

-- renameColumn 'name' to 'odd "` name' on 'rooms'
ALTER TABLE `rooms` RENAME COLUMN `name` TO `odd "`` name`;

-- changeColumn 'topic' of 'rooms': string(400)
ALTER TABLE `rooms` MODIFY COLUMN `topic` VARCHAR(400) CHARACTER SET latin1 NOT NULL DEFAULT 'x' COMMENT 'it''s';

-- changeColumn 'topic' of 'rooms': string(400), default, not null, comment
ALTER TABLE `rooms` MODIFY COLUMN `topic` VARCHAR(400) CHARACTER SET latin1 NOT NULL DEFAULT 'it''s' COMMENT 'a \\ b';

-- changeColumn 'topic' of 'rooms': integer() using an expression, nullable
-- refused: MySQL cannot do this: changeColumn 'topic' of 'rooms': integer() using an expression, nullable. Add another column, fill it by execute("UPDATE …"), remove this one, and rename that

-- changeColumn 'topic' of 'rooms': not null
ALTER TABLE `rooms` MODIFY COLUMN `topic` varchar(200) CHARACTER SET latin1 NOT NULL DEFAULT 'x' COMMENT 'it''s';

-- changeColumn 'topic' of 'rooms': no default, nullable
ALTER TABLE `rooms` MODIFY COLUMN `topic` varchar(200) CHARACTER SET latin1 NULL COMMENT 'it''s';

-- changeColumn 'topic' of 'rooms': default
ALTER TABLE `rooms` MODIFY COLUMN `topic` varchar(200) CHARACTER SET latin1 NOT NULL DEFAULT (lower('X')) COMMENT 'it''s';

-- changeColumn 'topic' of 'rooms': comment
ALTER TABLE `rooms` MODIFY COLUMN `topic` varchar(200) CHARACTER SET latin1 NOT NULL DEFAULT 'x' COMMENT 'it''s';

-- changeColumn 'topic' of 'rooms': no comment
ALTER TABLE `rooms` MODIFY COLUMN `topic` varchar(200) CHARACTER SET latin1 NOT NULL DEFAULT 'x';

-- changeColumn 'topic' of 'rooms': text()
ALTER TABLE `rooms` MODIFY COLUMN `topic` LONGTEXT COLLATE `utf8mb4_bin` NOT NULL DEFAULT ('x') COMMENT 'it''s';

-- changeColumn 'topic' of 'rooms': after 'name'
ALTER TABLE `rooms` MODIFY COLUMN `topic` varchar(200) CHARACTER SET latin1 NOT NULL DEFAULT 'x' COMMENT 'it''s' AFTER `name`;

-- changeColumn 'topic' of 'rooms': string(400), first
ALTER TABLE `rooms` MODIFY COLUMN `topic` VARCHAR(400) CHARACTER SET latin1 NOT NULL DEFAULT 'x' COMMENT 'it''s' FIRST;

-- changeColumn 'topic' of 'rooms': enumeration[x, y]
ALTER TABLE `rooms` MODIFY COLUMN `topic` ENUM('x', 'y') CHARACTER SET latin1 NOT NULL DEFAULT 'x' COMMENT 'it''s';

-- changeColumn 'kind' of 'rooms': enumeration[open, shut, it's]
ALTER TABLE `rooms` MODIFY COLUMN `kind` ENUM('open', 'shut', 'it''s') COLLATE utf8mb4_bin NOT NULL DEFAULT 'it''s' COMMENT 'what';

-- changeColumn 'kind' of 'rooms': string(20)
ALTER TABLE `rooms` MODIFY COLUMN `kind` VARCHAR(20) COLLATE utf8mb4_bin NOT NULL DEFAULT 'it''s' COMMENT 'what';

-- changeColumn 'kind' of 'rooms': default
ALTER TABLE `rooms` MODIFY COLUMN `kind` enum('open','it''s') COLLATE utf8mb4_bin NOT NULL DEFAULT 'open' COMMENT 'what';

-- addEnumValue 'shut' to 'kind' of 'rooms'
ALTER TABLE `rooms` MODIFY COLUMN `kind` ENUM('open', 'it''s', 'shut') COLLATE utf8mb4_bin NOT NULL DEFAULT 'it''s' COMMENT 'what';

-- addEnumValue 'shut' to 'kind' of 'rooms'
ALTER TABLE `rooms` MODIFY COLUMN `kind` ENUM('open', 'shut', 'it''s') COLLATE utf8mb4_bin NOT NULL DEFAULT 'it''s' COMMENT 'what';

-- addEnumValue 'shut' to 'kind' of 'rooms'
ALTER TABLE `rooms` MODIFY COLUMN `kind` ENUM('open', 'shut', 'it''s') COLLATE utf8mb4_bin NOT NULL DEFAULT 'it''s' COMMENT 'what';

-- renameEnumValue 'open' to 'free' of 'kind' on 'rooms'
-- refused: MySQL cannot do this: renameEnumValue 'open' to 'free' of 'kind' on 'rooms' in one statement that keeps rows, default and views. Nothing was sent. Write addEnumValueAfter(…), bulkUpdate(…) of the rows, and changeColumn(…) with the new values and default

-- createTable 'checked'
CREATE TABLE `checked` (
  `size` INTEGER,
  `color` VARCHAR(9),
  CONSTRAINT `checked_size` CHECK (size > 0),
  CONSTRAINT `one of a color` UNIQUE (`color`, `size`)
);

-- createTable 'deferred'
-- refused: MySQL cannot do this: make the primary key 'deferred_pk' deferrable. Leave out deferrable() and initiallyDeferred(). The constraint is then checked at each statement

-- addConstraint 'rooms_name_kind_uk' on 'rooms'
ALTER TABLE `rooms` ADD CONSTRAINT `rooms_name_kind_uk` UNIQUE (`name`, `kind`);

-- addConstraint 'rooms_name_uk' on 'rooms'
-- refused: MySQL cannot do this: make the unique constraint 'rooms_name_uk' deferrable. Leave out deferrable() and initiallyDeferred(). The constraint is then checked at each statement

-- addConstraint 'rooms_pk' on 'rooms'
ALTER TABLE `rooms` ADD CONSTRAINT `rooms_pk` PRIMARY KEY (`id`);

-- addConstraint 'rooms_key' on 'rooms'
ALTER TABLE `rooms` ADD CONSTRAINT `rooms_key` PRIMARY KEY (`id`);

-- addConstraint 'positive_size' on 'rooms'
ALTER TABLE `rooms` ADD CONSTRAINT `positive_size` CHECK (size > 0);

-- addConstraint 'rooms_owner_id_fk' on 'rooms'
ALTER TABLE `rooms` ADD CONSTRAINT `rooms_owner_id_fk` FOREIGN KEY (`owner_id`) REFERENCES `users` (`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- addConstraint 'rooms_a_b_fk' on 'rooms'
-- refused: MySQL cannot do this: make the foreign key 'rooms_a_b_fk' deferrable. Leave out deferrable() and initiallyDeferred(). The constraint is then checked at each statement

-- addConstraint 'rooms_kind_fk' on 'rooms'
-- refused: MySQL cannot do this: ON UPDATE SET DEFAULT, which InnoDB does not execute. Use another action, or a trigger by execute(…)

-- removeConstraint 'rooms_pk' from 'rooms'
ALTER TABLE `rooms` DROP PRIMARY KEY;

-- removeConstraint 'rooms_name_kind_uk' from 'rooms'
ALTER TABLE `rooms` DROP INDEX `rooms_name_kind_uk`;

-- removeConstraint 'rooms_owner_id_fk' from 'rooms'
ALTER TABLE `rooms` DROP FOREIGN KEY `rooms_owner_id_fk`, DROP INDEX `rooms_owner_id_fk`;

-- removeConstraint 'positive_size' from 'rooms'
ALTER TABLE `rooms` DROP CHECK `positive_size`;

-- renameConstraint 'rooms_name_kind_uk' to 'one_of_a_kind' on 'rooms'
ALTER TABLE `rooms` RENAME INDEX `rooms_name_kind_uk` TO `one_of_a_kind`;

-- renameConstraint 'rooms_owner_id_fk' to 'rooms_owner' on 'rooms'
ALTER TABLE `rooms` DROP FOREIGN KEY `rooms_owner_id_fk`, ADD CONSTRAINT `rooms_owner` FOREIGN KEY (`owner_id`) REFERENCES `users` (`id`) ON DELETE CASCADE, RENAME INDEX `rooms_owner_id_fk` TO `rooms_owner`;

-- renameConstraint 'positive_size' to 'rooms_size' on 'rooms'
ALTER TABLE `rooms` DROP CHECK `positive_size`, ADD CONSTRAINT `rooms_size` CHECK (`size` > 0);

-- renameConstraint 'rooms_pk' to 'rooms_key' on 'rooms'
-- refused: MySQL cannot do this: renameConstraint 'rooms_pk' to 'rooms_key' on 'rooms', because a primary key is always named PRIMARY. Nothing was sent. Leave it out.

-- addIndex 'rooms_name_kind' on 'rooms'
CREATE INDEX `rooms_name_kind` ON `rooms` (`name`, `kind`);

-- addIndex 'one_of_a_name' on 'rooms'
CREATE UNIQUE INDEX `one_of_a_name` ON `rooms` (`name`);

-- addIndex 'rooms_name_size' on 'rooms' concurrently
-- refused: MySQL cannot do this: addIndex 'rooms_name_size' on 'rooms' concurrently. Leave out concurrently()

-- addIndex 'cut off' on 'rooms' concurrently
-- refused: MySQL cannot do this: addIndex 'cut off' on 'rooms' concurrently. Leave out concurrently()

-- removeIndex 'rooms_name' from 'rooms'
DROP INDEX `rooms_name` ON `rooms`;

-- removeIndex 'rooms_name' from 'rooms' concurrently
-- refused: MySQL cannot do this: removeIndex 'rooms_name' from 'rooms' concurrently. Write removeIndex(…)

-- renameIndex 'rooms_name' to 'by_name' on 'rooms'
ALTER TABLE `rooms` RENAME INDEX `rooms_name` TO `by_name`;

-- addIndex 'rooms_name_size' on 'rooms'
CREATE INDEX `rooms_name_size` ON `rooms` (`name`, `size` DESC);

-- addIndex 'rooms_name' on 'rooms'
CREATE UNIQUE INDEX `rooms_name` ON `rooms` (`name`(10));

-- addIndex 'by_bytes' on 'rooms'
-- refused: MySQL cannot do this: addIndex 'by_bytes' on 'rooms' with collate(…). Give the collation to the column

-- addIndex 'rooms_size_hits' on 'rooms'
-- refused: MySQL cannot do this: addIndex 'rooms_size_hits' on 'rooms' with nullsFirst() or nullsLast(). Leave it out

-- addIndex 'lower' on 'rooms'
CREATE UNIQUE INDEX `lower` ON `rooms` (`kind`, (lower(name)) DESC);

-- addIndex 'rooms_name' on 'rooms'
-- refused: MySQL cannot do this: addIndex 'rooms_name' on 'rooms' with where(…). Without it, the index covers every row. To accept that, leave out where(…)

-- addIndex 'rooms_settings' on 'rooms'
-- refused: MySQL cannot do this: addIndex 'rooms_settings' on 'rooms' with using(…). Leave it out: every index of this database is a btree

-- addIndex 'rooms_size' on 'rooms'
CREATE INDEX `rooms_size` ON `rooms` (`size`);

-- addIndex 'rooms_name' on 'rooms'
-- refused: MySQL cannot do this: addIndex 'rooms_name' on 'rooms' with include(…). Leave it out

-- addIndex 'rooms_size' on 'rooms'
-- refused: MySQL cannot do this: addIndex 'rooms_size' on 'rooms' with nullsNotDistinct(). Make the column notNull()

-- addIndex 'rooms_name_about' on 'rooms'
CREATE FULLTEXT INDEX `rooms_name_about` ON `rooms` (`name`, `about`);

-- addIndex 'rooms_about' on 'rooms'
CREATE FULLTEXT INDEX `rooms_about` ON `rooms` (`about`) WITH PARSER `ngram`;

-- addIndex 'rooms_place' on 'rooms'
CREATE SPATIAL INDEX `rooms_place` ON `rooms` (`place`);

-- addIndex 'large' on 'rooms' concurrently
-- refused: MySQL cannot do this: addIndex 'large' on 'rooms' concurrently. Leave out concurrently()

-- addConstraint 'rooms_owner_id_fk' on 'rooms'
-- refused: MySQL cannot do this: add the foreign key 'rooms_owner_id_fk' as notValid(), because it cannot check the rows later. Leave out notValid(), so that every row is checked now. For several databases, write both in on(POSTGRESQL, …).otherwise(…)

-- addConstraint 'positive_size' on 'rooms'
-- refused: MySQL cannot do this: add the check constraint 'positive_size' as notValid(), because it cannot check the rows later. Leave out notValid(), so that every row is checked now. For several databases, write both in on(POSTGRESQL, …).otherwise(…)

-- addConstraint 'rooms_hits_uk' on 'rooms'
-- refused: MySQL cannot do this: add the unique constraint 'rooms_hits_uk' by usingIndex(…), because it builds the index by itself. Leave out usingIndex(…), and the step that adds the index. For several databases, write both in on(POSTGRESQL, …).otherwise(…)

-- addConstraint 'rooms_pk' on 'rooms'
-- refused: MySQL cannot do this: add the primary key 'rooms_pk' by usingIndex(…), because it builds the index by itself. Leave out usingIndex(…), and the step that adds the index. For several databases, write both in on(POSTGRESQL, …).otherwise(…)

-- validateConstraint 'rooms_owner_id_fk' on 'rooms'
-- refused: MySQL cannot do this: validateConstraint 'rooms_owner_id_fk' on 'rooms', because it checks every row when it adds a constraint. Nothing was sent. Leave it out. For several databases, write it in on(POSTGRESQL, …)

-- addIndex 'rooms_name_size' on 'rooms'
CREATE INDEX `rooms_name_size` ON `rooms` (`name`, `size`) INVISIBLE;

-- hideIndex 'rooms_name' of 'rooms'
ALTER TABLE `rooms` ALTER INDEX `rooms_name` INVISIBLE;

-- showIndex 'rooms_name' of 'rooms'
ALTER TABLE `rooms` ALTER INDEX `rooms_name` VISIBLE;

-- refreshMaterializedView 'names_of_rooms' concurrently
-- refused: MySQL cannot do this: refreshMaterializedView 'names_of_rooms' concurrently. Use a view, or a table that the migration fills

-- addColumn 'note' on 'rooms' online
ALTER TABLE `rooms` ADD COLUMN `note` VARCHAR(200), LOCK=NONE;

-- addIndex 'rooms_name' on 'rooms' online
CREATE INDEX `rooms_name` ON `rooms` (`name`) LOCK=NONE;

-- alterTable 'rooms': addColumn 'floor' on 'rooms'; changeColumn 'topic' of 'rooms': string(400); removeColumn 'note' from 'rooms'; addConstraint 'rooms_topic_uk' on 'rooms'
ALTER TABLE `rooms` ADD COLUMN `floor` VARCHAR(20), MODIFY COLUMN `topic` VARCHAR(400) CHARACTER SET latin1 NOT NULL DEFAULT 'x' COMMENT 'it''s', DROP COLUMN `note`, ADD CONSTRAINT `rooms_topic_uk` UNIQUE (`topic`);

-- alterTable 'rooms': addColumn 'keeper_id' on 'rooms'; addConstraint 'rooms_keeper_id_fk' on 'rooms'; addColumn 'sort' on 'rooms'; changeColumn 'topic' of 'rooms': no default, comment
ALTER TABLE `rooms` ADD COLUMN `keeper_id` INTEGER, ADD CONSTRAINT `rooms_keeper_id_fk` FOREIGN KEY (`keeper_id`) REFERENCES `users` (`id`), ADD COLUMN `sort` ENUM('open', 'it''s') DEFAULT 'open', MODIFY COLUMN `topic` varchar(200) CHARACTER SET latin1 NOT NULL COMMENT 'it''s new';

-- createSchema 'archive'
CREATE SCHEMA `archive`;

-- dropSchema 'archive'
-- refused: MySQL cannot do this: dropSchema 'archive' only if it is empty. Write dropSchemaCascade(…), which drops its objects too

-- dropSchemaCascade 'archive'
DROP SCHEMA `archive`;

-- renameSchema 'archive' to 'attic'
-- refused: MySQL cannot do this: renameSchema 'archive' to 'attic', because a schema is a database here, which has no rename. Nothing was sent. Create a schema, move each table by execute("RENAME TABLE … TO …"), and drop the old one

-- createEnumType 'mood'
-- refused: MySQL cannot do this: createEnumType 'mood', because the values of an enumeration belong to its column. Nothing was sent. Write enumeration(…) as the type of the column

-- dropEnumType 'mood'
-- refused: MySQL cannot do this: dropEnumType 'mood', because the values of an enumeration belong to its column. Nothing was sent. Write enumeration(…) as the type of the column

-- createView 'open_rooms'
CREATE VIEW `open_rooms` AS SELECT id FROM rooms WHERE is_open;

-- replaceView 'open_rooms'
CREATE OR REPLACE VIEW `open_rooms` AS SELECT id, kind FROM rooms WHERE is_open;

-- dropView 'open_rooms'
DROP VIEW `open_rooms`;

-- renameView 'open_rooms' to 'free_rooms'
RENAME TABLE `open_rooms` TO `free_rooms`;

-- createMaterializedView 'rooms_by_kind'
-- refused: MySQL cannot do this: createMaterializedView 'rooms_by_kind'. Use a view, or a table that the migration fills

-- refreshMaterializedView 'rooms_by_kind'
-- refused: MySQL cannot do this: refreshMaterializedView 'rooms_by_kind'. Use a view, or a table that the migration fills

-- dropMaterializedView 'rooms_by_kind'
-- refused: MySQL cannot do this: dropMaterializedView 'rooms_by_kind'. Use a view, or a table that the migration fills

-- renameMaterializedView 'rooms_by_kind' to 'kinds_of_rooms'
-- refused: MySQL cannot do this: renameMaterializedView 'rooms_by_kind' to 'kinds_of_rooms'. Use a view, or a table that the migration fills

-- addColumn 'topic' on 'rooms' if it does not exist
ALTER TABLE `rooms` ADD COLUMN `topic` VARCHAR(200);

-- addIndex 'rooms_size' on 'rooms' if it does not exist
CREATE INDEX `rooms_size` ON `rooms` (`size`);

-- addConstraint 'rooms_name_uk' on 'rooms' if it does not exist
ALTER TABLE `rooms` ADD CONSTRAINT `rooms_name_uk` UNIQUE (`name`);

-- addEnumValue 'shut' to 'kind' of 'rooms' if it does not exist
ALTER TABLE `rooms` MODIFY COLUMN `kind` ENUM('open', 'it''s', 'shut') COLLATE utf8mb4_bin NOT NULL DEFAULT 'it''s' COMMENT 'what';

-- createView 'new_rooms' if it does not exist
CREATE VIEW `new_rooms` AS SELECT id FROM rooms;

-- removeColumn 'size' from 'halls' if it exists
ALTER TABLE `halls` DROP COLUMN `size`;

-- removeIndex 'rooms_name' from 'rooms' if it exists
DROP INDEX `rooms_name` ON `rooms`;

-- removeConstraint 'rooms_name_kind_uk' from 'rooms' if it exists
ALTER TABLE `rooms` DROP INDEX `rooms_name_kind_uk`;

-- createEnumType 'new_mood' if it does not exist
-- refused: MySQL cannot do this: createEnumType 'new_mood', because the values of an enumeration belong to its column. Nothing was sent. Write enumeration(…) as the type of the column

-- dropView 'open_rooms' if it exists
DROP VIEW `open_rooms`;

-- dropSchemaCascade 'archive' if it exists
DROP SCHEMA `archive`;

-- createTable 'boxes' in schema 'archive'
CREATE TABLE `archive`.`boxes` (
  `id` INTEGER NOT NULL,
  `kind` ENUM('wood', 'steel'),
  `room_id` INTEGER,
  CONSTRAINT `boxes_pk` PRIMARY KEY (`id`),
  CONSTRAINT `boxes_room_id_fk` FOREIGN KEY (`room_id`) REFERENCES `archive`.`rooms` (`id`)
);

-- addIndex 'boxes_room_id' on 'boxes' in schema 'archive'
CREATE INDEX `boxes_room_id` ON `archive`.`boxes` (`room_id`);

-- addColumn 'note' on 'rooms' in schema 'archive'
ALTER TABLE `archive`.`rooms` ADD COLUMN `note` VARCHAR(200);

-- addConstraint 'rooms_shelf_id_fk' on 'rooms'
ALTER TABLE `rooms` ADD CONSTRAINT `rooms_shelf_id_fk` FOREIGN KEY (`shelf_id`) REFERENCES `archive`.`rooms` (`id`) ON DELETE CASCADE;

-- removeIndex 'rooms_code' from 'rooms' if it exists in schema 'archive'
DROP INDEX `rooms_code` ON `archive`.`rooms`;

-- bulkUpdate of 'code' in 'rooms' in schema 'archive'
UPDATE `archive`.`rooms` SET `code` = ? WHERE `id` = ?;

-- execute 'UPDATE rooms SET size = ?'
UPDATE rooms SET size = ?;

-- bulkInsert of 2 rows into 'rooms'
INSERT INTO `rooms` (`id`, `name`) VALUES (?, ?), (?, ?);

-- bulkInsert of 3 rows into 'rooms'
INSERT INTO `rooms` (`id`) VALUES (?);
INSERT INTO `rooms` (`id`, `name`) VALUES (?, ?);
INSERT INTO `rooms` (`id`) VALUES (?);

-- insertNumbered of 2 rows into 'people'
INSERT INTO `people` (`name`) VALUES (?);
INSERT INTO `people` (`name`) VALUES (?);

-- bulkUpdate of 'name', 'size' in 'rooms'
UPDATE `rooms` SET `name` = ?, `size` = ? WHERE `id` = ?;

-- bulkUpdate of 'size' in every row of 'rooms'
UPDATE `rooms` SET `size` = ?;

-- backfill of 'name' in 'rooms'
UPDATE `rooms` SET `name` = (concat('room ', id)) WHERE `id` > CAST(? AS SIGNED) AND `id` <= CAST(? AS SIGNED) AND `is_open` = ?;

-- bulkDelete from 'rooms'
DELETE FROM `rooms` WHERE `kind` IN (?, ?) AND `owner_id` IS NULL AND (size > ? OR size < 0 -- none
);

-- bulkDelete from 'rooms'
DELETE FROM `rooms` WHERE (size IS NULL);

-- bulkDelete of every row of 'rooms'
DELETE FROM `rooms`;

-- bulkDelete of at most 1000 rows of 'rooms'
DELETE FROM `rooms` WHERE `is_open` = ? ORDER BY `id` LIMIT 1000;

-- upsert of 1 row into 'rooms' by 'code'
INSERT INTO `rooms` (`code`, `name`, `size`) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE `name` = VALUES(`name`), `size` = VALUES(`size`);

-- upsert of 1 row into 'rooms' by 'code'
INSERT INTO `rooms` (`code`) VALUES (?) ON DUPLICATE KEY UPDATE `code` = `code`;

-- insertMissing of 1 row into 'rooms' by 'code'
INSERT INTO `rooms` (`code`, `name`) VALUES (?, ?) ON DUPLICATE KEY UPDATE `code` = `code`;

-- copyIn of 1 row from '/people.csv' into 'people'
INSERT INTO `people` (`name`) VALUES (?);

-- upsert of 1 row into 'rooms' by 'seat' among some rows
-- refused: MySQL cannot do this: upsert of 1 row into 'rooms' by 'seat' among some rows, because its unique keys cover every row. Nothing was sent. Leave out where(…) if a unique key over these columns covers every row, or write bulkUpdate and bulkInsert.

-- setTableOptions 'words'
ALTER TABLE `words` COLLATE = utf8mb4_unicode_ci ROW_FORMAT = COMPACT;

-- setTableOptions 'visits'
-- refused: MySQL cannot do this: change the table 'visits' to defaultStorageParameter("autovacuum_enabled"), which it does not have. Leave it out, or write one setTableOptions for each database in db.on(…)

-- renameTable 'rooms' to 'free_rooms' with dependants
ALTER TABLE `rooms` DROP FOREIGN KEY `rooms_owner_id_fk`, ADD CONSTRAINT `free_rooms_owner_id_fk` FOREIGN KEY (`owner_id`) REFERENCES `users` (`id`) ON DELETE CASCADE, RENAME INDEX `rooms_owner_id_fk` TO `free_rooms_owner_id_fk`, RENAME INDEX `rooms_name` TO `free_rooms_name`, RENAME TO `free_rooms`;

-- createTable 'orders'
CREATE TABLE `orders` (
  `no` BIGINT AUTO_INCREMENT NOT NULL,
  CONSTRAINT `orders_pk` PRIMARY KEY (`no`)
) AUTO_INCREMENT = 1000;

-- addColumn 'no' on 'halls'
-- refused: MySQL cannot do this: addColumn 'no' on 'halls' with autoIncrement(), because its key would be added too late. Write the column in createTable, or add it with its key by execute(…)

-- changeColumn 'id' of 'guests': identityAlways()
-- refused: MySQL cannot do this: refuse the numbers that inserts provide. Use autoIncrement()

-- changeColumn 'id' of 'guests': bigInt()
ALTER TABLE `guests` MODIFY COLUMN `id` BIGINT NOT NULL AUTO_INCREMENT;
