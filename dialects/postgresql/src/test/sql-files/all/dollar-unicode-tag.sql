CREATE TABLE p06_t (s text);
INSERT INTO p06_t VALUES ($été$l';été$été$), ($ß_1$;$$;$ß_1$), ($日$;$日$);
