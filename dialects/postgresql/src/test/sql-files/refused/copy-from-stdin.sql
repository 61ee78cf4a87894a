CREATE TABLE t (a text);
COPY t (a) FROM stdin;
it's
\.
CREATE TABLE u (n int);
