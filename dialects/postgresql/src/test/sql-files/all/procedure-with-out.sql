CREATE PROCEDURE p85_p(IN a int, INOUT b text) LANGUAGE plpgsql AS $$
BEGIN
  b := CASE a WHEN 1 THEN 'one;' ELSE 'other' END;
END $$;
CALL p85_p(1, '');
