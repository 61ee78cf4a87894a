CREATE TABLE y46_t (n INT);
-- a comment; of the routine

/* and another; */
DELIMITER //
CREATE PROCEDURE y46_p() BEGIN SELECT 1; END//
DELIMITER ;
