CREATE TABLE y24_t (`begin` INT, `end` INT, `case` INT);
CREATE PROCEDURE y24_p()
BEGIN
  SELECT t.`end`, t.begin, `case` FROM y24_t AS t;
  SET @begin = 1, @end = 2, @`case` = 3;
  SELECT @begin, @end;
END;
INSERT INTO y24_t VALUES (1, 2, 3);
