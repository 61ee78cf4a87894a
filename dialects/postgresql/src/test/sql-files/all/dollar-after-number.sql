CREATE TABLE p10_t (n int, s text);
INSERT INTO p10_t SELECT 1,$$;$$;
CREATE FUNCTION p10_f(int) RETURNS int LANGUAGE sql AS $f$ SELECT $1+1; $f$;
PREPARE p10_p(text) AS INSERT INTO p10_t SELECT 2,$1||$$;$$;
EXECUTE p10_p('it''s;');
DEALLOCATE p10_p;
