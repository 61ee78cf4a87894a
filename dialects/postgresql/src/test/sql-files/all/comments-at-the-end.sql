CREATE TABLE p58_t (n int);
-- the end; of it
/* and ; more */
