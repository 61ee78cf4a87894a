CREATE TABLE "p51\t" ("a\" int, "\;" int);
COMMENT ON TABLE "p51\t" IS 'a\';
