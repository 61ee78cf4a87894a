CREATE TABLE p46_t (s text);
INSERT INTO p46_t VALUES ('a;'
  'b;'

  'c'), ('one
two; -- no comment
/* three');
