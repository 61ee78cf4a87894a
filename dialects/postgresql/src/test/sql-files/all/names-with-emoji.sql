CREATE TABLE p53_😀 (n int, 😀$$x int);
INSERT INTO p53_😀 VALUES (1, 2);
