DO $do$
BEGIN
  IF EXISTS (SELECT 1 FROM customers WHERE name = 'D') THEN
    EXECUTE 'UPDATE customers SET name = ''Dee'' WHERE name = ''D''';
  END IF;
END
$do$;
