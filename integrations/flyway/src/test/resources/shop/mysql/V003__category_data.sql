INSERT INTO categories (id, parent_id, title) VALUES (1, NULL, 'Books'), (2, 1, 'Novels'), (3, NULL, 'Maps');
INSERT INTO products (id, category_id, sku, title, price) VALUES (1, 2, 'AB000001', 'A novel', 12.50), (2, 3, 'AB000002', 'A map', 7.00);
