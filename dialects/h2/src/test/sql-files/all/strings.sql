CREATE TABLE h04_t (s VARCHAR(50) DEFAULT 'a;''b');
INSERT INTO h04_t VALUES ('\'), ('//;'), ('--;'), ('/*;'), (''), (''';'''), (U&'\0041;'), ('two
lines;');
