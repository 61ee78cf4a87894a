CREATE PROCEDURE y23_p()
BEGIN -- END;
  # END; it's
  SELECT /* END; BEGIN */ 1;
  /* ' */ SELECT 2; -- "
END
;
CREATE TABLE y23_t (n INT);
