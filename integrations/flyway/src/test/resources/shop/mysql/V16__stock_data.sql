INSERT INTO stock SELECT id, 10 FROM products;
