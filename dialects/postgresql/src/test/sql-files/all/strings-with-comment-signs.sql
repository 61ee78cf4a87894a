CREATE TABLE p47_t (s text DEFAULT '-- no;', u text DEFAULT '/* no;', v text DEFAULT '*/;');
INSERT INTO p47_t DEFAULT VALUES;
