CREATE TABLE y71_t (e ENUM('a;', 'it''s', '"', "b'", '--', '/*') DEFAULT 'it''s', s SET('x;', 'y'));
INSERT INTO y71_t VALUES ('a;', 'x;,y'), (DEFAULT, '');
