CREATE VIEW p96_v AS SELECT ((';' || '(') || (')' || ';')) AS s, (SELECT '((' AS t) AS u, ("(;".n) AS w
FROM (SELECT 1 AS n) AS "(;";
