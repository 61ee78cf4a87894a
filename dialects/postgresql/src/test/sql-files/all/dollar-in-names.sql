CREATE TABLE p08$t$ (a$b int, "c$$d" int, e$ int);
CREATE TABLE p08_u (x$$y$$ int);
INSERT INTO p08$t$ (a$b, "c$$d", e$) VALUES (1, 2, 3);
