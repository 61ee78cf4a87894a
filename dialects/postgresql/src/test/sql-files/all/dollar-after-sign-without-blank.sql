CREATE TABLE p09_t (s text, n int);
INSERT INTO p09_t VALUES($$;$$,1),($a$;$$$a$,2);
INSERT INTO p09_t SELECT'x;'||$$;y$$||$$;$$,3;
