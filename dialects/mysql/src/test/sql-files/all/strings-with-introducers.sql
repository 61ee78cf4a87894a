CREATE TABLE y50_t (s VARCHAR(50), b VARBINARY(50));
INSERT INTO y50_t VALUES (_utf8mb4'a;', x'3b27'), (N'b;', 0x3b), (_utf8mb4"it's", b'0111');
