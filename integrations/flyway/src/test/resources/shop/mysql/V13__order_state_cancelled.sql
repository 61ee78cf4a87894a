ALTER TABLE orders MODIFY state ENUM('new', 'paid', 'sent', 'cancelled') NOT NULL DEFAULT 'new' COMMENT 'new; paid; sent; cancelled';
