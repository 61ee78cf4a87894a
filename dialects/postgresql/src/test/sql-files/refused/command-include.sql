CREATE TABLE t (n int);
\i other.sql
