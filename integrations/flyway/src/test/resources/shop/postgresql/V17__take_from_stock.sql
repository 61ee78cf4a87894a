CREATE PROCEDURE take_from_stock(p BIGINT, n INT) LANGUAGE SQL
BEGIN ATOMIC
  UPDATE stock SET amount = amount - n WHERE product_id = p;
  INSERT INTO audit (what) VALUES ('taken');
END;
CALL take_from_stock(1, 3);
