-- 6 statements
CREATE TABLE w3_t (a text, b text);
INSERT INTO w3_t VALUES ('C:\', E'C:\\'), ('it''s\', e'\';'), (N'n\', U&'\0041;');
INSERT INTO w3_t VALUES (E'one\
two;', 'one\
two;');
INSERT INTO w3_t VALUES (E'con\'tinued;', 'con'
  'tinued\');
INSERT INTO w3_t VALUES ($$C:\$$, $q$it's; $$ $ q$ $q$), ($a$$b$$a$, $ü1$;$ü1$);
CREATE VIEW "w3 ""v;" AS SELECT a AS "a$$b;", b AS a$$b FROM w3_t
