/*M! it's for the other; database */
CREATE TABLE z01_t (n INT /*M!100100 , nothing; */);
/*M!999999\- enable the sandbox mode */
INSERT INTO z01_t VALUES (1) /*M! ' */;
