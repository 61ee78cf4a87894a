CREATE TABLE wishes (customer_id BIGINT NOT NULL, product_id BIGINT NOT NULL, PRIMARY KEY (customer_id, product_id));
