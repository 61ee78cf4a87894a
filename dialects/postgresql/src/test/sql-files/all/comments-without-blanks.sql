CREATE/**/TABLE/**/p57_t/**/(n/**/int/**/);CREATE--;
TABLE--;
p57_u--;
(n int)--;
;
