CREATE TABLE y51_t (s VARCHAR(50) CHARACTER SET utf8mb4);
INSERT INTO y51_t VALUES ('é;'), ('日本;語'), ('😀;\''), ('ß\\');
