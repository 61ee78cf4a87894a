DELIMITER $$
CREATE TRIGGER order_lines_touch AFTER INSERT ON order_lines FOR EACH ROW
BEGIN
  UPDATE orders SET total = order_total(NEW.order_id) WHERE id = NEW.order_id;
END$$
CREATE TRIGGER order_lines_change AFTER UPDATE ON order_lines FOR EACH ROW
BEGIN
  IF NEW.quantity <> OLD.quantity THEN
    UPDATE orders SET total = order_total(NEW.order_id) WHERE id = NEW.order_id;
  END IF;
END$$
DELIMITER ;
INSERT INTO order_lines VALUES (1, 3, 1, 2);
