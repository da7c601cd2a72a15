-- title: The attributes of which there is a specification
SELECT a.id, a.name
FROM attributes AS a
WHERE EXISTS (SELECT 1 FROM specifications AS s WHERE s.attribute = a.id AND s.preferred = 1)
