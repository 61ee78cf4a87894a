SET @WANTED = 'Dee';
UPDATE customers SET name = @WANTED WHERE name = 'D';
