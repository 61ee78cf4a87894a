CREATE TABLE y42_t (n INT); -- it's; one
--
--	a tab; '
INSERT INTO y42_t VALUES (5--3), (5 - -3), (4-
-1);
