CREATE TABLE p77_t (n int);
COMMENT ON TABLE p77_t IS 'it''s; a "comment" -- /* $$';
COMMENT ON COLUMN p77_t.n IS E'tab\t;\'';
COMMENT ON TABLE p77_t IS $$ the
last; one $$;
