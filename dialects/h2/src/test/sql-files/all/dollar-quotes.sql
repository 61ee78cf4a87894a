CREATE ALIAS h01_f AS $$ int f() { String s = "it's;"; return 1; } $$;
CREATE TABLE h01_t (s VARCHAR(50));
INSERT INTO h01_t VALUES ( $$a;'b$$ ), ( $$ $ ; $$ );
