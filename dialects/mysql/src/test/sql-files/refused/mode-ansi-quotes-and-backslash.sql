SET sql_mode = 'ANSI';
SELECT "a\";" FROM t;
