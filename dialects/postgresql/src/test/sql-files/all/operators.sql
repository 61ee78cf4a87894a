CREATE TABLE p61_t (j jsonb, a int[]);
INSERT INTO p61_t VALUES ('{"a;": [1, 2]}', '{1,2}');
CREATE VIEW p61_v AS SELECT j->'a;'->>0 AS x, j #>> '{a;,1}' AS y, j ? 'a;' AS z, a[1:2] AS w, j @> '{}'::jsonb AS k FROM p61_t;
