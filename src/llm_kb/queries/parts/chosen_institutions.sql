SELECT i.name
FROM institutions AS i
INNER JOIN institution_names AS n ON i.id = n.institution_id
WHERE n.name = lower(:institution)
