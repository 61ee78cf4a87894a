CREATE FUNCTION p13_f(t text) RETURNS text LANGUAGE sql AS $$ SELECT regexp_replace(t, '\d+;\\', E'\\;\'') $$;
CREATE TABLE p13_t (s text DEFAULT $$\$$);
