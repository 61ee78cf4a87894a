CREATE TABLE p40_t (s text);
INSERT INTO p40_t SELECT E'\';'||E';\\'||'\'||';';
