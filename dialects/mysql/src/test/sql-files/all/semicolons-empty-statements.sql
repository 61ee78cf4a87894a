;;
CREATE TABLE y63_t (n INT);;
;
; INSERT INTO y63_t VALUES (1) ; ;;
