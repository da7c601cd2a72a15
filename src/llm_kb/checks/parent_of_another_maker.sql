-- severity: doubt
-- description: A model has the same developer as its parent.
-- cure: correct the developer, or remove the parent where another developer built on that family
SELECT 'models ' || m.id AS "row", 'is of ' || m.institution_id || ', and its parent ' || p.id || ' of ' || p.institution_id AS problem
FROM models AS m
INNER JOIN models AS p ON m.parent_id = p.id
WHERE m.institution_id <> p.institution_id
