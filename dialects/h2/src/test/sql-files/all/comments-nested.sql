/* a /* b; */ ' */
CREATE TABLE h03_t (n INT /* /* ; */ */); -- it's;
// it's; another
INSERT INTO h03_t VALUES (6/2) // ; the end
;
