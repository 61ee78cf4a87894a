CREATE TABLE y56_größe (straße INT, `日本;` INT, ñandú INT);
CREATE VIEW y56_été AS SELECT straße, `日本;` FROM y56_größe;
