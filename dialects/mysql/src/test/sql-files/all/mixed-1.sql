-- 6 statements
CREATE TABLE w1_orders (
  id INT PRIMARY KEY, # the number; 'of it
  state ENUM('new', 'paid; not sent', 'it\'s sent') NOT NULL DEFAULT "new",
  note VARCHAR(200) DEFAULT 'tab\t; it''s' COMMENT 'a; "comment"' /* ' */
);
CREATE TABLE w1_log (what VARCHAR(200));
DELIMITER $$
CREATE TRIGGER w1_note AFTER INSERT ON w1_orders FOR EACH ROW
BEGIN
  -- a note; it's
  IF NEW.state = 'paid; not sent' THEN
    INSERT INTO w1_log VALUES (CONCAT("it's; ", NEW.id));
  END IF;
END $$
CREATE PROCEDURE w1_add(IN number INT)
BEGIN
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
  INSERT INTO w1_orders (id, state) VALUES (number, 'paid; not sent');
END$$
DELIMITER ;
CALL w1_add(1);
INSERT INTO w1_orders (id) VALUES (2)
