-- The first table of the shop.
/* It has
   been there since 2019; see the wiki */
CREATE TABLE customers (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email VARCHAR(200) NOT NULL,
  name VARCHAR(100) NOT NULL, -- as it is printed on the invoice
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
  CONSTRAINT customers_email_uk UNIQUE (email)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
