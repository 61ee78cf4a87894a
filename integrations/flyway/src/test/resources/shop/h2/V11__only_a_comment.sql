-- Withdrawn: the statements moved to V12.
/* nothing; to do */
