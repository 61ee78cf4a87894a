INSERT INTO order_lines VALUES (1, 3, 1, 2);
UPDATE orders SET total = order_total(id);
