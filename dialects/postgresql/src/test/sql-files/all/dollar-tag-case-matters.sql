CREATE FUNCTION p03_f() RETURNS text LANGUAGE sql AS $Tag$ SELECT '$tag$; $TAG$'::text; $Tag$;
CREATE FUNCTION p03_g() RETURNS text LANGUAGE sql AS $tag$ SELECT '$Tag$;'::text $tag$;
