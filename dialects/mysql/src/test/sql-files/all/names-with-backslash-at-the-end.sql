CREATE TABLE `y54\t` (`a\` INT, `;\` INT);
INSERT INTO `y54\t` (`a\`) VALUES (1);
