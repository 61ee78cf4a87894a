CREATE TABLE p74_t (
  s text CHECK (s <> ';') DEFAULT ('a' || ';'),
  CONSTRAINT "p74;c" CHECK (CASE WHEN s = ';' THEN false ELSE true END),
  g text GENERATED ALWAYS AS (s || ';') STORED
);
INSERT INTO p74_t (s) VALUES ('x');
