CREATE TABLE t (n int); /* a /* b */
CREATE TABLE u (n int);
