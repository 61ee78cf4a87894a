CREATE FULLTEXT INDEX products_title_ix ON products (title);
