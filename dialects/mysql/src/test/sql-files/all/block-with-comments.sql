CREATE PROCEDURE y23_p()
BEGIN -- END;
  # END; it's
  SELECT 1 /* END; BEGIN */;
  /* ' */ SELECT 2; -- "
END
;
CREATE TABLE y23_t (n INT);
