ALTER TABLE orders DROP FOREIGN KEY orders_coupon_fk;
ALTER TABLE orders DROP COLUMN coupon;
DROP TABLE coupons;
