CREATE TABLE t (s text DEFAULT 'a;
b);
