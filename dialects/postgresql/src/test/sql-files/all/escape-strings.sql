CREATE TABLE p39_t (s text);
INSERT INTO p39_t VALUES (E'it\'s;'), (e'\\'), (E'\\\';'), (E'a\nb;'), (E'\x41;\u00e9'), (E''''), (E'\\''');
