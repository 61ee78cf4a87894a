CREATE TABLE p88_t (x text, j json);
INSERT INTO p88_t VALUES ('<a b="c;">it''s</a>', '{"k": "v;", "l": "\"; --"}');
