CREATE FUNCTION p12_f() RETURNS text LANGUAGE sql AS $$ SELECT '/*'::text -- ' $ $a
  || '--' /* ' ; */ || ';' $$;
CREATE VIEW p12_v AS SELECT p12_f() AS "a;";
