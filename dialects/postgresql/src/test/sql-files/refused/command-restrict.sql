\restrict abc
CREATE TABLE t (n int);
