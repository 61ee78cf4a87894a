CREATE TYPE p73_c AS (a int, "b;" text);
CREATE TYPE p73_r AS RANGE (subtype = float8);
CREATE DOMAIN p73_d AS text CHECK (VALUE <> ';' AND VALUE !~ '^\s*$');
