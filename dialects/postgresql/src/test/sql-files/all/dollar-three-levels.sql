DO $one$
BEGIN
  EXECUTE $two$
    CREATE FUNCTION p05_f() RETURNS int LANGUAGE plpgsql AS $three$
    BEGIN
      PERFORM $$;$$;
      RETURN 3;
    END $three$;
  $two$;
END
$one$;
