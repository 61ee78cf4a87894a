CREATE TABLE stock (product_id BIGINT NOT NULL, amount INT DEFAULT 0 NOT NULL);
ALTER TABLE stock ADD CONSTRAINT stock_pk PRIMARY KEY (product_id);
ALTER TABLE stock ADD CONSTRAINT stock_product_fk FOREIGN KEY (product_id) REFERENCES products (id);
