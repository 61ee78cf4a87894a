CREATE TABLE z02_t (n INT) /*M!100100 COMMENT = 'it''s; */ /* ' */;
/*M! INSERT INTO z02_t VALUES (1) */;
