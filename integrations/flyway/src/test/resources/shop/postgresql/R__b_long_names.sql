CREATE OR REPLACE VIEW long_names AS
SELECT id, name FROM customer_names WHERE CHAR_LENGTH(name) > 10; -- needs the view of a
