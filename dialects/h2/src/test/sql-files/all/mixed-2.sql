-- 5 statements
/* Comments /* in comments; -- /* 'three' */ */ ; */
CREATE TABLE w2_a (n INT); /* ; */ -- ;
-- /* this does not begin a comment
CREATE TABLE w2_b (n INT, "it's;" INT); // */
CREATE /* a */ VIEW /* b; */ w2_v
  // c; '
AS SELECT 1 - -1 AS x, '--' AS y, '/*' AS z, '//' AS w, 4 / 2 AS v --comment;
;
INSERT INTO w2_a SELECT x FROM w2_v WHERE y = '--' AND z = '/*' AND w = '//';
;;
CREATE INDEX w2_i ON w2_a (n) /**/;
