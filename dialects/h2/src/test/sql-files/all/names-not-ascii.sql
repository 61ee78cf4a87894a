CREATE TABLE h06_größe (straße INT, "日本;" INT);
CREATE VIEW h06_été AS SELECT straße, "日本;" FROM h06_größe;
