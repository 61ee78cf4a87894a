ALTER TABLE products ADD COLUMN weight INT;
UPDATE products SET weight = 100 * id;
