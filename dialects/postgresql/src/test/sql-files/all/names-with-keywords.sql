CREATE TABLE p50_t ("end" int, "begin" int, "case" int, "create" int, "function" int);
CREATE VIEW p50_v AS SELECT t."end", t."case" FROM p50_t AS t;
