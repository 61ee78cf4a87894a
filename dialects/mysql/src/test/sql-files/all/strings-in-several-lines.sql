CREATE TABLE y49_t (s VARCHAR(99));
INSERT INTO y49_t VALUES ('one;
two; -- no comment
# three'), ('a;' 'b;'
'c');
