CREATE OR REPLACE VIEW stars AS SELECT product_id, AVG(stars) AS average FROM reviews GROUP BY product_id;
