CREATE TABLE p83_t (n int);
EXPLAIN (COSTS off) SELECT * FROM p83_t WHERE n::text = ';';
SHOW server_encoding;
