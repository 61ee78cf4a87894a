INSERT INTO orders (id, customer_id, state) VALUES (2, 2, 'cancelled');
