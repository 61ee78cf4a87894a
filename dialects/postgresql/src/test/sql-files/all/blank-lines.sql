
CREATE TABLE p94_t

  (n int

  );

