CREATE TABLE p68_t (n int);
CREATE VIEW p68_copy AS SELECT 'COPY t FROM stdin;' AS s;
