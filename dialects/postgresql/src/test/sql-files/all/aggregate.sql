CREATE FUNCTION p81_f(text, text) RETURNS text LANGUAGE sql AS $$ SELECT coalesce($1 || ';', '') || $2; $$;
CREATE AGGREGATE p81_all(text) (SFUNC = p81_f, STYPE = text, INITCOND = ';');
