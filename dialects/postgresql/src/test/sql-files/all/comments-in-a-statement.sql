CREATE TABLE p56_t ( -- a;
  n int, -- it's
  -- m int;
  s text --;
);--
CREATE INDEX ON p56_t (n)--
;
