-- nothing; here
/* and here */
