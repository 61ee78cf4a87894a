use other
CREATE TABLE t (n INT);
