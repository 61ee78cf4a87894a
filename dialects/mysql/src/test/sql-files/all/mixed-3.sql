-- 4 statements
CREATE TABLE w3_t (a VARCHAR(50), b VARCHAR(50));
INSERT INTO w3_t VALUES ('C:\\', "C:\\"), ('it''s\\', "\";"), ('\\\'; ', '""'), ("''", '"');
INSERT INTO w3_t VALUES ('one\
two;', 'one
-- two;');
CREATE VIEW `w3 ``v;` AS SELECT a AS `a"b;`, b AS `a'b` FROM w3_t
