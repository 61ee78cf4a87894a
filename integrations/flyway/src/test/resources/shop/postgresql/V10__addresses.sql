CREATE TABLE addresses (
  customer_id BIGINT NOT NULL,
  kind VARCHAR(10) NOT NULL,
  street VARCHAR(200),
  city VARCHAR(100) DEFAULT 'Ankara; or İstanbul' NOT NULL,
  CONSTRAINT addresses_pk PRIMARY KEY (customer_id, kind),
  CONSTRAINT addresses_kind_ck CHECK (kind IN ('home', 'work')),
  CONSTRAINT addresses_customer_fk FOREIGN KEY (customer_id) REFERENCES customers (id)
);
INSERT INTO addresses (customer_id, kind, street) VALUES (1, 'home', 'Straße 1');
