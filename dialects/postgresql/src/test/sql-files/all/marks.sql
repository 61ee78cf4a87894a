-- switchback: begin
CREATE FUNCTION p101_f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;
-- switchback: end
CREATE TABLE p101_t (n int);
