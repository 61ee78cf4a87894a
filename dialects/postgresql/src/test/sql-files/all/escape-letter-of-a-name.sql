CREATE DOMAIN p41_e AS text;
CREATE TABLE p41_t (e text, s text);
INSERT INTO p41_t (e) SELECT p41_e'\' UNION ALL SELECT text'x;';
