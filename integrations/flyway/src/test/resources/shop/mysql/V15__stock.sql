-- as mysqldump writes it
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40014 SET FOREIGN_KEY_CHECKS=0 */;
CREATE TABLE `stock` (
  `product_id` bigint NOT NULL,
  `amount` int NOT NULL DEFAULT '0',
  PRIMARY KEY (`product_id`),
  CONSTRAINT `stock_product_fk` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
