CREATE FUNCTION p23_f() RETURNS int LANGUAGE sql
BEGIN /* ; */ ATOMIC -- ;
  SELECT 1;
END -- ; end
;
CREATE TABLE p23_t (n int);
