-- 7 statements
/*!40101 SET @before_w4 = @@character_set_client */;
CREATE TABLE w4_t (n INT) /*!50100 COMMENT = 'it''s; */ /*' */;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50001 VIEW w4_v AS select w4_t.n AS n from w4_t where (w4_t.n <> 3) */;
DELIMITER ;;
/*!50003 CREATE*/ /*!50003 TRIGGER w4_r BEFORE INSERT ON w4_t FOR EACH ROW BEGIN
  SET NEW.n = NEW.n + 1; -- ;
  SET @w4 = ';';
END */;;
DELIMITER ;
INSERT INTO w4_t VALUES (1), (2);
DELIMITER ;;
/*!50106 CREATE*/ /*!50106 EVENT w4_e ON SCHEDULE EVERY 1 DAY DISABLE DO BEGIN
  DELETE FROM w4_t; END */ ;;
DELIMITER ;
DELETE FROM w4_t WHERE n = 2;
