ALTER TABLE customers AUTO_INCREMENT = 1001;
INSERT INTO customers (email, name) VALUES ('d@example.org', 'D');
