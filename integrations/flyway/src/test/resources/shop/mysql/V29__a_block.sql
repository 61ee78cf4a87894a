SET @wanted = 'Dee';
UPDATE customers SET name = @wanted WHERE name = 'D';
