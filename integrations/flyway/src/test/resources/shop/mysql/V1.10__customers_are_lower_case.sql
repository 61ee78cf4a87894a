UPDATE customers SET email = LOWER(email);
ALTER TABLE customers ADD CONSTRAINT customers_email_ck CHECK (email = LOWER(email));
