ALTER TABLE addresses ADD COLUMN zip VARCHAR(10);
UPDATE addresses SET zip = '06100';
ALTER TABLE addresses DROP COLUMN street;
