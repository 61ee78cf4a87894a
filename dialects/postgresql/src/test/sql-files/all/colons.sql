CREATE TABLE p97_t (ts timestamp DEFAULT '2024-01-01 10:20:30', a int[]);
INSERT INTO p97_t (a) VALUES ('[2:3]={1,2}'::int[]);
CREATE VIEW p97_v AS SELECT a[1 : 2], ts::date, '12:30;'::text AS t FROM p97_t;
