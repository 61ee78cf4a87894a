CREATE TABLE t (n INT); /* a
