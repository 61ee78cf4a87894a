DELIMITER //
CREATE PROCEDURE y17_p()
one: BEGIN
  two: BEGIN
    LEAVE two;
  END two;
  `end`: LOOP LEAVE `end`; END LOOP `end`;
  LEAVE one;
END one//
CREATE TABLE y17_t (n INT)//
