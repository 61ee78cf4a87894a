create procedure y25_p(in a int, out b int, inout c int)
begin
  if a then set b = 1; end if;
  case c when 1 then set c = 2; else begin end; end case;
end;
create table y25_t (n int);
