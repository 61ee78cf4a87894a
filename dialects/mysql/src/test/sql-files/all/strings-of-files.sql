CREATE TABLE y52_t (s VARCHAR(50) DEFAULT 'C:\\temp\\;');
INSERT INTO y52_t VALUES ('C:\\'), (DEFAULT), ('\\\\server\\');
