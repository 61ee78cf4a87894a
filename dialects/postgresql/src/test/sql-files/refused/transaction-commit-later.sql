CREATE TABLE t (n int);
COMMIT;
CREATE TABLE u (n int);
