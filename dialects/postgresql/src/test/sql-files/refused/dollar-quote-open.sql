DO $a$ BEGIN NULL; END $b$;
