INSERT INTO wishes SELECT c.id, p.id FROM customers c CROSS JOIN products p WHERE c.id < 3;
