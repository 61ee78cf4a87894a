ALTER TABLE orders ADD COLUMN coupon VARCHAR(20);
ALTER TABLE orders ADD CONSTRAINT orders_coupon_fk FOREIGN KEY (coupon) REFERENCES coupons (code);
