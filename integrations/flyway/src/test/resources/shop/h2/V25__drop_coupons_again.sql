ALTER TABLE orders DROP CONSTRAINT orders_coupon_fk;
ALTER TABLE orders DROP COLUMN coupon;
DROP TABLE coupons;
