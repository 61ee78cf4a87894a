CREATE TABLE "p49 ;""t" ("it's;" int, """" int, "a--b" int, "c/*d" int, "e$$f" int);
CREATE INDEX "p49;i" ON "p49 ;""t" ("it's;", """");
