ALTER TABLE audit RENAME TO audit_log;
ALTER TABLE audit_log ALTER COLUMN what RENAME TO event;
CREATE VIEW audit AS SELECT id, event AS what, happened_at FROM audit_log;
