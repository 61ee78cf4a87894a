-- MySQL dump 10.13  Distrib 8.0.15
--
-- Host: localhost    Database: x
/*!40101 SET @OLD_y62_NAMES=@@CHARACTER_SET_CLIENT */;
/*!40014 SET @OLD_y62_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_y62_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;

--
-- Table structure for table `y62_t`
--

DROP TABLE IF EXISTS `y62_t`;
/*!40101 SET @saved_y62     = @@character_set_client */;
CREATE TABLE `y62_t` (
  `id` int NOT NULL,
  `name` varchar(20) DEFAULT 'it''s;'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='a; \'b\'';

--
-- Dumping data for table `y62_t`
--

/*!40000 ALTER TABLE `y62_t` DISABLE KEYS */;
INSERT INTO `y62_t` VALUES (1,'it\'s;'),(2,'\\'),(3,'\"\n;');
/*!40000 ALTER TABLE `y62_t` ENABLE KEYS */;
DELIMITER ;;
/*!50003 CREATE*/ /*!50003 TRIGGER `y62_g` BEFORE INSERT ON `y62_t` FOR EACH ROW BEGIN
  SET NEW.name = CONCAT(NEW.name, ';');
END */;;
DELIMITER ;
/*!40101 SET SQL_MODE=@OLD_y62_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_y62_CHECKS */;
INSERT INTO `y62_t` VALUES (4,'\';');
-- Dump completed
