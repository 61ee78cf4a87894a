CREATE TABLE h02$t (a$b INT, c$$d INT);
INSERT INTO h02$t (a$b, c$$d) VALUES (1, 2);
