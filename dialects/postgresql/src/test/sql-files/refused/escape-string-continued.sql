SELECT E'a'
  '\';b';
