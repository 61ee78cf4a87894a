CREATE ALIAS f AS $$ int f() { return 1; };
