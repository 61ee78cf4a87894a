SET autocommit = 0;
