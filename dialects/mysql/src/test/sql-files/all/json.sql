CREATE TABLE y74_t (j JSON);
INSERT INTO y74_t VALUES ('{"a;": "b\\";", "c": [1, 2]}'), ('"it\'s;"');
SELECT JSON_EXTRACT(j, '$."a;"') FROM y74_t;
