\connect other
CREATE TABLE t (n int);
