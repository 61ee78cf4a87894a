-- a comment; it's
DELIMITER //
CREATE TABLE y77_t (
  n INT, -- n;
  s VARCHAR(20) DEFAULT 'a;'
)//
INSERT INTO y77_t VALUES (1, 'b')//
DELIMITER ;
CREATE TABLE y77_u (n INT); # end
