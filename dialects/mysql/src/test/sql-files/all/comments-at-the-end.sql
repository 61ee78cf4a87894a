CREATE TABLE y45_t (n INT);
INSERT INTO y45_t VALUES (1) -- the end; of it
