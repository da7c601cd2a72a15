-- severity: integrity
-- description: Every erratum has at least one place.
-- cure: add the place to errata_places.csv
SELECT 'errata ' || e.id AS "row", 'names no place' AS problem
FROM errata AS e
WHERE NOT EXISTS (SELECT 1 FROM errata_places AS p WHERE p.erratum_id = e.id)
