CREATE TABLE `y53 ;t` (`a;b` INT, `it's` INT, `"` INT, `a``;b` INT, `-- x` INT, `#` INT, `/*` INT, `\\` INT);
CREATE INDEX `y53;i` ON `y53 ;t` (`a;b`, `"`);
INSERT INTO `y53 ;t` (`a``;b`, `\\`) VALUES (1, 2);
