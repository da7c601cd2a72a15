-- title: The attributes of models, as properties of schema.org
SELECT a.id AS name, a.name AS "alternateName", a.definition AS description, u.name AS "unitText"
FROM attributes AS a
LEFT OUTER JOIN units AS u ON a.unit_id = u.id
ORDER BY a.ordinal
