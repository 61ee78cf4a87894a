-- 7 statements
-- A shop: types, tables, a trigger and its function, comments.
CREATE TYPE order_state AS ENUM ('new', 'paid; not sent', 'it''s sent');
CREATE TABLE w1_orders (
  id integer PRIMARY KEY,
  state order_state NOT NULL DEFAULT 'new', -- the state; see above
  note text DEFAULT E'tab\t; it\'s' /* a default; with a quote ' */
);
CREATE TABLE w1_log (what text);

CREATE OR REPLACE FUNCTION w1_note() RETURNS trigger
LANGUAGE plpgsql AS $function$
DECLARE
  line text := $$it's; "here"$$;
BEGIN
  IF NEW.state = 'paid; not sent' THEN
    INSERT INTO w1_log VALUES (line || '; ' || NEW.id);
  END IF;
  RETURN NEW; -- $$ ; '
END;
$function$;

CREATE TRIGGER w1_note AFTER INSERT OR UPDATE ON w1_orders
  FOR EACH ROW WHEN (NEW.note <> ';') EXECUTE FUNCTION w1_note();
COMMENT ON COLUMN w1_orders.note IS 'a; "comment"';
INSERT INTO w1_orders (id, state) VALUES (1, 'paid; not sent')
