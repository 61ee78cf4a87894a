CREATE TYPE p72_e AS ENUM ('a;b', 'it''s', '"', '--', '/*', 'end');
CREATE TABLE p72_t (e p72_e DEFAULT 'it''s');
