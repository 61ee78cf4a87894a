CREATE FUNCTION touch_order() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  UPDATE orders SET total = order_total(NEW.order_id) WHERE id = NEW.order_id;
  RETURN NEW;
END
$body$;

CREATE TRIGGER order_lines_touch AFTER INSERT OR UPDATE ON order_lines
  FOR EACH ROW EXECUTE FUNCTION touch_order();
INSERT INTO order_lines VALUES (1, 3, 1, 2);
