CREATE TABLE y57_t (source INT, `delimiter` INT, exit_at INT, status INT, `system` INT);
INSERT INTO y57_t VALUES (1, 2, 3, 4, 5);
SELECT source, status FROM y57_t;
