CREATE FUNCTION p28_f(a text DEFAULT 'x;y', b text DEFAULT $$;$$, c text[] DEFAULT ARRAY['a;', 'b'])
RETURNS text LANGUAGE sql AS $$ SELECT a || b || c[1]; $$;
SELECT p28_f();
