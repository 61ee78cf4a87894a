SET sql_mode = 'ANSI_QUOTES';
CREATE TABLE "y60;t" ("a;b" INT, "it's" VARCHAR(20) DEFAULT 'it\'s;');
INSERT INTO "y60;t" ("a;b") VALUES (1);
SET sql_mode = 'STRICT_TRANS_TABLES';
