CREATE TRIGGER customers_audit AFTER UPDATE ON customers FOR EACH ROW
  INSERT INTO audit (what) VALUES (CONCAT('customer ', NEW.id, '; UPDATE'));
UPDATE customers SET phone = '+90 1' WHERE id = 3;
