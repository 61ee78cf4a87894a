\if true
CREATE TABLE t (n int);
\endif
