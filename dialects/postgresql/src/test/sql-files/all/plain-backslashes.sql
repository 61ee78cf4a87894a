CREATE TABLE p42_t (s text DEFAULT '\', u text DEFAULT 'C:\;\');
INSERT INTO p42_t VALUES ('\\', '\''s;'), ('\n', '\;');
