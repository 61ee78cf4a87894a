CREATE TABLE y47_t (s VARCHAR(50));
INSERT INTO y47_t VALUES ('it\'s;'), ("\";"), ('\\'), ("\\"), ('\\\';'), ('a\nb;'), ('\%\_;'), ('\;');
