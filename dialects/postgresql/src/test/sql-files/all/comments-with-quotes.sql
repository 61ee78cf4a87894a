-- it's "one
/* it's "two $$ */
CREATE TABLE p55_t (n int); -- it's; $a$
/* ' */ CREATE TABLE p55_u (n int) /* " */;
