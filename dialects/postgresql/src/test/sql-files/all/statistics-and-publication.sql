CREATE TABLE p98_t (a int, b int);
CREATE STATISTICS p98_s (dependencies) ON a, b FROM p98_t;
ALTER TABLE p98_t SET (fillfactor = 70); ALTER TABLE p98_t ALTER a SET STATISTICS 5
