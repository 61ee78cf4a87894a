ALTER TABLE audit RENAME TO audit_log;
ALTER TABLE audit_log RENAME COLUMN what TO event;
-- the functions still say audit
CREATE VIEW audit AS SELECT id, event AS what, happened_at FROM audit_log;
