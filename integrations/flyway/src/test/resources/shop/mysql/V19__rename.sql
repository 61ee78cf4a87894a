RENAME TABLE audit TO audit_log;
ALTER TABLE audit_log CHANGE what event VARCHAR(100) NOT NULL;
CREATE VIEW audit AS SELECT id, event AS what, happened_at FROM audit_log;
