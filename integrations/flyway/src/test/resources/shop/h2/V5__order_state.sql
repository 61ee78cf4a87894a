ALTER TABLE orders ADD COLUMN state ENUM('new', 'paid', 'sent') DEFAULT 'new' NOT NULL;
COMMENT ON COLUMN orders.state IS 'new; paid; sent';
