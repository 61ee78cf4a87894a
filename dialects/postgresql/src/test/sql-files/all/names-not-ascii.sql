CREATE TABLE p52_größe (straße int, "日本;" int, ñandú$ int);
CREATE VIEW p52_été AS SELECT straße, "日本;" FROM p52_größe;
