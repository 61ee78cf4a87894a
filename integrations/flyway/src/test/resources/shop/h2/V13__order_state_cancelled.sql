ALTER TABLE orders ALTER COLUMN state ENUM('new', 'paid', 'sent', 'cancelled') DEFAULT 'new' NOT NULL;
