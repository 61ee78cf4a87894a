CREATE TABLE y48_t (s VARCHAR(50));
INSERT INTO y48_t VALUES (''), (''''), (""""), ("it's;"), ('say "a;"'), (''';'''), ('a'';''b'), ("a"";""b");
