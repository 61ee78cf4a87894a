COMMENT ON TABLE customers IS 'It''s the customers; all of them';
