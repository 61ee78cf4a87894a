-- 6 statements
/* One; comment /* and no other ' */
CREATE TABLE w2_a (n INT); /* ; */ -- ;
# /* this does not begin a comment
CREATE TABLE w2_b (n INT, `it's;` INT); -- */
CREATE /* a */ VIEW /* b; */ w2_v
  -- c; '
AS SELECT 1--1 AS x, '--' AS y, '/*' AS z, '#' AS w #comment;
;
INSERT INTO w2_a SELECT x FROM w2_v WHERE y = '--' AND z = '/*' AND w = '#';
--
CREATE INDEX w2_i ON w2_a (n) /**/;
CREATE VIEW w2_end AS SELECT CASE WHEN n = 1 THEN 'begin' END AS `end` FROM w2_a;
