CREATE TABLE p65_t (n int);
CREATE TABLE p65_u (n int)