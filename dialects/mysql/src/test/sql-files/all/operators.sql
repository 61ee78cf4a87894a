CREATE TABLE y83_t (a INT, b INT);
INSERT INTO y83_t VALUES (1|2, 6/3), (7%2, 2^3), (1<<2, ~0 & 1), (3 DIV 2, -(-1)), (5-(-3), 2*-1);
