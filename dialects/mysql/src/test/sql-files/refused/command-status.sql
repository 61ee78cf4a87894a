status
CREATE TABLE t (n INT);
