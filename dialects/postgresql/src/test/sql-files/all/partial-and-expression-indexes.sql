CREATE TABLE p75_t (s text, n int);
CREATE UNIQUE INDEX p75_i ON p75_t (lower(s), (n || ';')) WHERE s <> 'end;' AND (n > 0 OR s = ');');
