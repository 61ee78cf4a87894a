\set name 'value'
CREATE TABLE t (n int);
