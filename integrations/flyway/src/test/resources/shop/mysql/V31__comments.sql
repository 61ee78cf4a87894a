ALTER TABLE customers COMMENT = 'It''s the customers; all of them';
