
CREATE TABLE y79_t

  (n INT

  );

