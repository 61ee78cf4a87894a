create or replace function p19_f(a int, b int) returns int language sql immutable
begin atomic
  select a + b;
end;
select p19_f(1, 2);
