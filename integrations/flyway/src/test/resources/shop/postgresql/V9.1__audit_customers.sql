CREATE FUNCTION audit_customer() RETURNS trigger LANGUAGE plpgsql AS '
BEGIN
  INSERT INTO audit (what) VALUES (''customer '' || NEW.id || ''; '' || TG_OP);
  RETURN NULL;
END';
CREATE TRIGGER customers_audit AFTER INSERT OR UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION audit_customer();
UPDATE customers SET phone = '+90 1' WHERE id = 3;
