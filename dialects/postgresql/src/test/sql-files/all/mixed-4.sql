-- 6 statements
CREATE TABLE w4_t (n int);
CREATE TABLE w4_gone (n int);
CREATE RULE w4_keep AS ON DELETE TO w4_t DO ALSO (
  INSERT INTO w4_gone VALUES (OLD.n);
  INSERT INTO w4_gone VALUES (-OLD.n); -- );
);
CREATE FUNCTION w4_f(a int, OUT b int, OUT c text) AS
'SELECT a; SELECT a + 1, ''it''''s;''::text' LANGUAGE sql;
DO LANGUAGE plpgsql $do$
BEGIN
  FOR i IN 1..3 LOOP
    EXECUTE format($$INSERT INTO w4_t VALUES (%s); -- $do $$, i);
  END LOOP;
EXCEPTION WHEN OTHERS THEN RAISE;
END $do$;
DELETE FROM w4_t WHERE n = 2;
