-- switchback: begin
CREATE PROCEDURE y29_p(a INT) IF a THEN SELECT 1; ELSE SELECT 2; END IF
-- switchback: end
CREATE TABLE y29_t (n INT);
