CREATE FUNCTION p18_f() RETURNS int LANGUAGE sql
BEGIN ATOMIC
  SELECT 1 AS "end";
  SELECT t."end" FROM (SELECT 2) AS t("end");
END;
CREATE TABLE p18_t ("begin" int, "end" int, "case" int);
