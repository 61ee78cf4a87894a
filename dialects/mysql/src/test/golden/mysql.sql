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
  CONSTRAINT `members_room_id_seat_fk` FOREIGN KEY (`room_id`, `seat`) REFERENCES `seats` (`room`, `no`) ON DELETE RESTRICT ON UPDATE SET DEFAULT
);

-- createTable 'odd "` name'
CREATE TABLE `odd "`` name` (
  `select` INTEGER
);

-- dropTable 'rooms'
DROP TABLE `rooms`;

-- commentOnTable 'rooms'
ALTER TABLE `rooms` COMMENT = 'where people meet; it''s \\ theirs';

-- addColumn 'topic' on 'rooms'
ALTER TABLE `rooms` ADD COLUMN `topic` VARCHAR(200);

-- addColumn 'kind' on 'rooms'
ALTER TABLE `rooms` ADD COLUMN `kind` ENUM('open', 'closed') DEFAULT 'open' NOT NULL;

-- addColumn 'note' on 'rooms'
ALTER TABLE `rooms` ADD COLUMN `note` LONGTEXT COMMENT 'it''s \\ private';

-- removeColumn 'kind' from 'rooms'
ALTER TABLE `rooms` DROP COLUMN `kind`;

-- removeColumn 'owner_id' from 'rooms'
ALTER TABLE `rooms` DROP FOREIGN KEY `rooms_owner_id_fk`, DROP COLUMN `owner_id`;

-- addConstraint 'rooms_name_kind_uk' on 'rooms'
ALTER TABLE `rooms` ADD CONSTRAINT `rooms_name_kind_uk` UNIQUE (`name`, `kind`);

-- addConstraint 'rooms_pk' on 'rooms'
ALTER TABLE `rooms` ADD CONSTRAINT `rooms_pk` PRIMARY KEY (`id`);

-- addConstraint 'rooms_owner_id_fk' on 'rooms'
ALTER TABLE `rooms` ADD CONSTRAINT `rooms_owner_id_fk` FOREIGN KEY (`owner_id`) REFERENCES `users` (`id`) ON DELETE SET NULL ON UPDATE CASCADE;

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

-- execute 'UPDATE rooms SET size = ?'
UPDATE rooms SET size = ?;

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
  `code` CHAR(2) COLLATE `C` DEFAULT 'de',
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
-- refused: MySQL cannot do this: addColumn 'no' on 'rooms' with autoIncrement(), because its key would come too late. Write the column in createTable, or add it with its key by execute(…)

-- addColumn 'no' on 'rooms'
-- refused: MySQL cannot do this: addColumn 'no' on 'rooms' with autoIncrement(), because its key would come too late. Write the column in createTable, or add it with its key by execute(…)

-- addColumn 'not_a_number' on 'rooms'
-- refused: MySQL cannot do this: keep 'NaN' as a number. Use a column that may be NULL

-- addColumn 'tags' on 'rooms'
-- refused: MySQL cannot do this: make a column of arrayOf(string(20)). Use json(), or a table of its own

-- addColumn 'kinds' on 'rooms'
-- refused: MySQL cannot do this: make a column of arrayOf(enumeration[open, it's]). Use json(), or a table of its own

-- addColumn 'ports' on 'rooms'
-- refused: MySQL cannot do this: make a column of arrayOf(smallInt().unsigned()). Use json(), or a table of its own

-- addColumn 'stay' on 'rooms'
-- refused: MySQL cannot do this: make a column of rangeOf(date()). Use two columns, for its beginning and its end

-- addColumn 'host' on 'rooms'
-- refused: MySQL cannot do this: make a column of inet(), which takes addresses alone. Use string(43), and check the values yourself

-- addColumn 'nick' on 'rooms'
-- refused: MySQL cannot do this: make a column of citext(), which ignores the case of letters and nothing else. Use text() with a collation that ignores what you want: text().collate(…)

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
