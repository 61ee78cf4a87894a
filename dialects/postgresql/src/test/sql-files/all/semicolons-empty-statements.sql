;;
CREATE TABLE p64_t (n int);;
;
; CREATE TABLE p64_u (n int) ; ;;
