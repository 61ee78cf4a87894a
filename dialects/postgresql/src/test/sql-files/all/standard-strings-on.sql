SET standard_conforming_strings = on;
CREATE TABLE p102_t (s text DEFAULT 'a\');
INSERT INTO p102_t DEFAULT VALUES;
