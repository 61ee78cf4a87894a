CREATE LIBRARY l LANGUAGE JAVASCRIPT AS $$ export function f(n) { return n; } $$;
