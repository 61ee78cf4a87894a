DELIMITER ;;
CREATE PROCEDURE take_from_stock(p BIGINT, n INT)
BEGIN
  UPDATE stock SET amount = amount - n WHERE product_id = p;
  INSERT INTO audit (what) VALUES ('taken');
END ;;
DELIMITER ;
CALL take_from_stock(1, 3);
