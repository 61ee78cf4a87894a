CREATE TABLE settings (key TEXT PRIMARY KEY, value JSONB NOT NULL);
INSERT INTO settings VALUES ('mail', '{"from": "shop@example.org", "subject": "Order; thanks"}');
