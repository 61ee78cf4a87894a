CREATE TABLE archive (id BIGINT, name TEXT);
CREATE RULE archive_no_delete AS ON DELETE TO archive DO INSTEAD (
  INSERT INTO audit_log (event) VALUES ('no delete');
  SELECT 1;
);
