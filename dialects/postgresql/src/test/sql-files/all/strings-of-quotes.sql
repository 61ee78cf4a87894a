CREATE TABLE p48_t (s text);
INSERT INTO p48_t VALUES (''), (''''), (''''''), (''';'''), ('";"'), ('$$;'), ('a'';''b');
