INSERT INTO reviews (id, product_id, stars, body) VALUES (1, 1, 5, 'Two
lines; and a ''quote''');
