tee log.txt
CREATE TABLE t (n INT);
