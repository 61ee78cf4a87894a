CREATE FUNCTION p25_f() RETURNS text LANGUAGE plpgsql AS '
BEGIN
  RETURN ''it''''s; '' || ''END;'';
END;
';
SELECT p25_f();
