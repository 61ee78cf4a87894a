-- 6 statements
CREATE TABLE w1_orders (
  id INTEGER PRIMARY KEY, // the number; 'of it
  state ENUM('new', 'paid; not sent', 'it''s sent') DEFAULT 'new' NOT NULL,
  note VARCHAR(200) DEFAULT 'a; it''s' /* ' */
);
CREATE TABLE w1_log (what VARCHAR(200));
CREATE ALIAS w1_twice AS $$
int twice(int number) {
  String line = "it's; here"; // $ ; '
  return 2 * number;
}
$$;
COMMENT ON COLUMN w1_orders.note IS 'a; "comment"';
INSERT INTO w1_orders (id, state) VALUES (w1_twice(1), 'paid; not sent');
INSERT INTO w1_orders (id) VALUES (1)
