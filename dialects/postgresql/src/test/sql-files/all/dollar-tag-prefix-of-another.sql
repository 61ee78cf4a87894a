CREATE FUNCTION p04_f() RETURNS text LANGUAGE sql AS $a$ SELECT $aa$ x; $aa$::text || '$a'; $a$;
CREATE FUNCTION p04_g() RETURNS text LANGUAGE sql AS $aa$ SELECT $a$ x; $a$::text || 'aa$'; $aa$;
