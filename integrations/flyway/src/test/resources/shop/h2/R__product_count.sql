CREATE OR REPLACE VIEW product_count AS SELECT COUNT(*) AS n FROM products;
