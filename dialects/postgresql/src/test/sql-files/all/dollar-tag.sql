CREATE FUNCTION p02_f() RETURNS text LANGUAGE plpgsql AS $body$
DECLARE x text := 'a;b'; y text := $$c;d$$;
BEGIN
  RETURN x || y || $q$;$q$;
END $body$;
SELECT p02_f();
