SET sql_mode = @@global.sql_mode;
INSERT INTO t VALUES ('it\'s;');
