-- H2, up: 1 migration, 2 statements

-- 20260102090000-add-topic-to-rooms

-- addColumn 'topic' on 'rooms'
ALTER TABLE `rooms` ADD COLUMN `topic` VARCHAR(200);

-- addIndex 'rooms_topic' on 'rooms'
CREATE INDEX `rooms_topic` ON `rooms` (`topic`);
