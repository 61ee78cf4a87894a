-- 3 statements
CREATE TABLE `w5_t` (`n x` INTEGER, begin_at INTEGER);
MERGE INTO w5_t KEY (begin_at) VALUES (1, 2);
CREATE VIEW w5_v AS SELECT CASE WHEN begin_at = 2 THEN 'END;' ELSE ';BEGIN' END AS "case" FROM w5_t
