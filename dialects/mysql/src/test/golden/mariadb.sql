-- createTable 'rooms'
CREATE TABLE `rooms` (
  `id` UUID DEFAULT (UUID()) NOT NULL,
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
  `token` UUID DEFAULT '00000000-0000-0001-0000-000000000002',
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
  `room_id` UUID NOT NULL,
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
-- refused: MariaDB cannot do this: addIndex 'rooms_name_size' on 'rooms' concurrently. Leave out concurrently()

-- addIndex 'cut off' on 'rooms' concurrently
-- refused: MariaDB cannot do this: addIndex 'cut off' on 'rooms' concurrently. Leave out concurrently()

-- removeIndex 'rooms_name' from 'rooms'
DROP INDEX `rooms_name` ON `rooms`;

-- removeIndex 'rooms_name' from 'rooms' concurrently
-- refused: MariaDB cannot do this: removeIndex 'rooms_name' from 'rooms' concurrently. Write removeIndex(…)

-- execute 'UPDATE rooms SET size = ?'
UPDATE rooms SET size = ?;

-- createSchema 'archive'
CREATE SCHEMA `archive`;

-- dropSchema 'archive'
-- refused: MariaDB cannot do this: dropSchema 'archive' only if it is empty. Write dropSchemaCascade(…), which drops what is in it too

-- dropSchemaCascade 'archive'
DROP SCHEMA `archive`;

-- createView 'open_rooms'
CREATE VIEW `open_rooms` AS SELECT id FROM rooms WHERE is_open;

-- createMaterializedView 'rooms_by_kind'
-- refused: MariaDB cannot do this: createMaterializedView 'rooms_by_kind'. Use a view, or a table that you fill yourself

-- replaceView 'open_rooms'
CREATE OR REPLACE VIEW `open_rooms` AS SELECT id, kind FROM rooms WHERE is_open;

-- refreshMaterializedView 'rooms_by_kind'
-- refused: MariaDB cannot do this: refreshMaterializedView 'rooms_by_kind'. Use a view, or a table that you fill yourself

-- dropView 'open_rooms'
DROP VIEW `open_rooms`;

-- dropMaterializedView 'rooms_by_kind'
-- refused: MariaDB cannot do this: dropMaterializedView 'rooms_by_kind'. Use a view, or a table that you fill yourself
