ALTER TABLE customers ADD COLUMN phone VARCHAR(40);
CREATE INDEX customers_name_ix ON customers (name)