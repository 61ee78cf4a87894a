CREATE TABLE p89_commit (begin_at int, rollback int, "commit" int);
CREATE VIEW p89_start AS SELECT begin_at AS "end" FROM p89_commit;
