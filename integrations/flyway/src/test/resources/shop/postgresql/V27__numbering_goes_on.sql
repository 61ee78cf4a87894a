SELECT setval(pg_get_serial_sequence('customers', 'id'), 1000);
INSERT INTO customers (email, name) VALUES ('d@example.org', 'D');
