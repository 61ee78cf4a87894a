CREATE TABLE p99_t (s text CHECK (s LIKE '%\;%' ESCAPE '\' OR s ~ '^[^;'']*$' OR s SIMILAR TO '(;|a)%'));
INSERT INTO p99_t VALUES ('x');
