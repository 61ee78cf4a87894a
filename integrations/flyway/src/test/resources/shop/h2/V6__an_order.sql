INSERT INTO orders (id, customer_id, total) VALUES (1, 1, 19.50);
INSERT INTO order_lines VALUES (1, 1, 1, 1);
INSERT INTO order_lines VALUES (1, 2, 2, 1);
