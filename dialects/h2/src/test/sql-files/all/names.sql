CREATE TABLE "h05 ;""t" ("it's;" INT, "a--b" INT, "/*" INT);
CREATE VIEW "h05;v" AS SELECT "it's;" AS "//;" FROM "h05 ;""t";
