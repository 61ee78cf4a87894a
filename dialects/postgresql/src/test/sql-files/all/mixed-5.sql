-- 5 statements
CREATE SCHEMA w5_s CREATE TABLE w5_t (n int) CREATE VIEW w5_v AS SELECT n FROM w5_t;
CREATE DOMAIN w5_d AS text CHECK (VALUE ~ '^[^;]+$' AND VALUE <> $$'$$);
CREATE FUNCTION w5_begin(begin_at int, at_end int) RETURNS int LANGUAGE plpgsql AS $$
begin
  case when begin_at > at_end then return 1; else return 2; end case;
end $$;
CREATE AGGREGATE w5_sum (int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
SELECT w5_begin(1, 2) AS "; "
