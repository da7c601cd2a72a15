-- severity: doubt
-- description: The work that a technique comes from is not younger than a model that has the technique.
-- cure: see whether the technique comes from an earlier work
SELECT DISTINCT 'technique_publications ' || tp.technique_id || ',' || tp.publication_id AS "row", 'is of ' || origin.year || ', though ' || f.release || ' of ' || own.year || ' has it' AS problem
FROM design_facts AS f
INNER JOIN models AS m ON f.release_id = m.id
INNER JOIN (SELECT id, coalesce(year_corrected, year) AS year FROM publications) AS own ON m.publication_id = own.id
INNER JOIN technique_publications AS tp ON f.technique_id = tp.technique_id
INNER JOIN (SELECT id, coalesce(year_corrected, year) AS year FROM publications) AS origin ON tp.publication_id = origin.id
WHERE tp.role_id = 'introduces' AND f.relation IN ('uses', 'introduces') AND origin.year > own.year
