-- A file beside the class of a migration; its statements are portable.
CREATE TABLE rooms (
  id INTEGER NOT NULL PRIMARY KEY, -- one; two
  name VARCHAR(200)
);

INSERT INTO rooms VALUES (1, 'semi;colon'); INSERT INTO rooms
VALUES (2, '${name} it''s -- no comment');
