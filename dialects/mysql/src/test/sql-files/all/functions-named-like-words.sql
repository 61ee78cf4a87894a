CREATE VIEW y84_v AS SELECT IF(1, 'a;', 'b') AS a, REPEAT(';', 2) AS b, INSERT('a', 1, 0, ';') AS c, REPLACE('a;', ';', '') AS d,
  LEFT('end', 1) AS e;
CREATE TABLE y84_t (n INT);
