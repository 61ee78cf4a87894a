CREATE FUNCTION p63_f(int, text) RETURNS text LANGUAGE sql AS $f$ SELECT $1::text || $2 || '$3;' $f$;
CREATE VIEW p63_v AS SELECT p63_f(1, $$it's;$$);
