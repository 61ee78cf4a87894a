DO $do$
DECLARE r record;
BEGIN
  FOR r IN SELECT generate_series(1, 3) AS n LOOP
    BEGIN
      EXECUTE format('CREATE TABLE p30_%s (n int)', r.n);
    EXCEPTION WHEN duplicate_table THEN NULL;
    END;
  END LOOP;
END
$do$;
