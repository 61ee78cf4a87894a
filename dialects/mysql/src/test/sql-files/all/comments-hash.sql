CREATE TABLE y41_t (n INT); # it's; one
# CREATE TABLE y41_u (n INT);
INSERT INTO y41_t # ;
VALUES (1); #;
