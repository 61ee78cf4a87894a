UPDATE customers SET phone = '+90 1' WHERE id = 3;
INSERT INTO audit (what) VALUES ('customer 3; UPDATE');
