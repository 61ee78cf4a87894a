ALTER TABLE customers ALTER COLUMN id RESTART WITH 1001;
INSERT INTO customers (email, name) VALUES ('d@example.org', 'D');
