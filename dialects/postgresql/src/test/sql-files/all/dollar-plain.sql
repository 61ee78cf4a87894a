CREATE FUNCTION p01_f() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RETURN 1; -- one; 'it
END;
$$;
CREATE TABLE p01_t (n int);
