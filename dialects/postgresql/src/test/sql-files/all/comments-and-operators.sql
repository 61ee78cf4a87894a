CREATE TABLE p60_t (a int, b int);
INSERT INTO p60_t SELECT 1- -1, 2-(-1);
CREATE VIEW p60_v AS SELECT a*-1 AS x, 6/2 AS y, a - -b AS z, a-/* ; */b AS w FROM p60_t;
