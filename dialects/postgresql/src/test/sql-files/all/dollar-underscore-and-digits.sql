CREATE TABLE p07_t (s text);
INSERT INTO p07_t VALUES ($_$;$_$), ($_1$;$1$_1$), ($a1_b2$ $a1_b$ ; $a1_b2$);
