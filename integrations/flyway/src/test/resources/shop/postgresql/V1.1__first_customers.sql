INSERT INTO customers (id, email, name) VALUES (1, 'ann@example.org', 'Ann O''Neill; the first');
INSERT INTO customers (id, email, name) VALUES (2, 'bob@example.org', 'Bob -- not a comment');
INSERT INTO customers (id, email, name) VALUES (3, 'cem@example.org', 'Cem /* neither */');
