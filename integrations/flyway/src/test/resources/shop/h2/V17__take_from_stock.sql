UPDATE stock SET amount = amount - 3 WHERE product_id = 1;
INSERT INTO audit (what) VALUES ('taken');
