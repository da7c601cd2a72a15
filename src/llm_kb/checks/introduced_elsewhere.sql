-- severity: doubt
-- description: A technique that a model introduces originates in that model's publication, unless an erratum addresses it.
-- cure: find out which came first, and change the model's relation to uses or the publication's role to describes
SELECT 'design_facts ' || f.fact_id AS "row", 'introduces a technique of publication ' || min(tp.publication_id) AS problem
FROM design_facts AS f
INNER JOIN models AS m ON f.release_id = m.id
INNER JOIN technique_publications AS tp ON f.technique_id = tp.technique_id
WHERE f.relation = 'introduces' AND f.disputed = 0 AND tp.role_id = 'introduces'
GROUP BY f.fact_id
HAVING count(CASE WHEN tp.publication_id = m.publication_id THEN 1 END) = 0
