/*!40101 SET @y38_saved = @@sql_notes */;
CREATE TABLE y38_t (n INT) /*!50100 COMMENT = 'it''s; */ /* ' */;
CREATE /*!50000 ALGORITHM=MERGE */ VIEW y38_v AS SELECT n /*!99999 , nothing */ FROM y38_t;
/*! INSERT INTO y38_t VALUES (1) */;
