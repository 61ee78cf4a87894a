DO $$
<<outer_block>>
DECLARE i int := 0;
BEGIN
  <<l>> LOOP
    i := i + 1;
    EXIT l WHEN i > 2;
    CONTINUE l WHEN i = 1;
  END LOOP l;
  CASE i WHEN 3 THEN CREATE TABLE p31_t (n int); ELSE NULL; END CASE;
END outer_block $$;
