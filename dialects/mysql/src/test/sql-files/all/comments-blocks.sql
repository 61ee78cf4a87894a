/* it's; "one */
CREATE /* ; */ TABLE /* /* no nesting; */ y43_t /**/ (n INT /***/);
/* -- */ INSERT INTO y43_t VALUES (6/2), (2*3); /* # */
