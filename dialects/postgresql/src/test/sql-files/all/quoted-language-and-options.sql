CREATE FUNCTION p87_f() RETURNS int LANGUAGE 'plpgsql' COST 5 SET search_path = 'public', pg_temp AS $$
BEGIN RETURN 1; END $$;
ALTER FUNCTION p87_f() SET work_mem TO '8MB';
