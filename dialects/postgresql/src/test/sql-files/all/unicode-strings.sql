CREATE TABLE p43_t (s text, "U&" int);
INSERT INTO p43_t VALUES (U&'d\0061t;a', 1), (u&'!0041;' UESCAPE '!', 2), (U&'\\;', 3);
