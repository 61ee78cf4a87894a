delimiter   //   
CREATE PROCEDURE y08_p() BEGIN SELECT 1; END //
   delimiter	;
CREATE TABLE y08_t (n INT);
