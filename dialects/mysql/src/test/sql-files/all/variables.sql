SET @y58_a = 'x;', @y58_b := "y;";
CREATE TABLE y58_t (s VARCHAR(20));
SET @`y58;c` = 1;
SELECT 1 INTO @y58_a;
