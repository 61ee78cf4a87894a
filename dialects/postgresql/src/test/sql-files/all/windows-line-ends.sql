-- a comment; it's
CREATE TABLE p92_t (
  n int, -- n;
  s text DEFAULT 'a;'
);
INSERT INTO p92_t VALUES (1);
