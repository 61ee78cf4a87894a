CREATE FUNCTION p26_f() RETURNS text LANGUAGE plpgsql AS E'BEGIN\n  RETURN \'a;\\\\b\';\nEND;';
SELECT p26_f();
