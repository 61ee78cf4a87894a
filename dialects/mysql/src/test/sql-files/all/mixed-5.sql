-- 5 statements
delimiter //
CREATE FUNCTION w5_begin(begin_at INT, at_end INT) RETURNS INT DETERMINISTIC
BEGIN
  DECLARE i INT DEFAULT 0;
  outer_loop: LOOP
    SET i = i + 1;
    IF i > at_end THEN LEAVE outer_loop; END IF;
    CASE WHEN i = begin_at THEN ITERATE outer_loop; ELSE BEGIN END; END CASE;
  END LOOP outer_loop;
  RETURN i DIV 1;
END//
CREATE PROCEDURE w5_none() BEGIN END//
CREATE PROCEDURE w5_if(a INT) IF a THEN SELECT '//'; ELSE SELECT 2; END IF//
DELIMITER |
CREATE TABLE w5_t (n INT) | INSERT INTO w5_t VALUES (w5_begin(1, 2)) |
DELIMITER ;
