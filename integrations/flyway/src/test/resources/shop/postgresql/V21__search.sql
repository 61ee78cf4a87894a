CREATE INDEX CONCURRENTLY products_title_ix ON products (lower(title));
