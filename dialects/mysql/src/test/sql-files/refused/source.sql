CREATE TABLE t (n INT);
source other.sql
