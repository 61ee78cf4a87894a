SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';
CREATE TABLE y59_t (s VARCHAR(50) DEFAULT 'C:\');
INSERT INTO y59_t VALUES ('\'), ("\"), ('it''s\'';'), ('\;');
SET SESSION sql_mode = '';
INSERT INTO y59_t VALUES ('it\'s;');
