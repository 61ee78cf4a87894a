-- 6 statements
/* Comments /* in comments; -- /* 'three' */ */ ; */
CREATE TABLE w2_a (n int); /* ; */ -- ;
-- /* this does not begin a comment
CREATE TABLE w2_b (n int, "it's;" int); -- */
CREATE /* a */ VIEW /* b; */ w2_v
  -- c; '
AS SELECT 1 - -1 AS x, '--' AS y, '/*' AS z, 2 --comment;
;
INSERT INTO w2_a SELECT x FROM w2_v WHERE y = '--' AND z = '/*';;
;
CREATE INDEX ON w2_a ((n + 1)) WHERE n <> 2 /**/;
CREATE VIEW w2_end AS SELECT CASE WHEN n = 1 THEN 'begin' END AS "end" FROM w2_a;
