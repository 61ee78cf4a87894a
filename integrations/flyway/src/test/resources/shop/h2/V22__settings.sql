CREATE TABLE settings ("key" VARCHAR(50) PRIMARY KEY, "value" JSON NOT NULL);
INSERT INTO settings VALUES ('mail', JSON '{"from": "shop@example.org", "subject": "Order; thanks"}');
