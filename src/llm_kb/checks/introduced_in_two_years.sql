-- severity: doubt
-- description: The publications that introduce a technique appeared at most one year apart.
-- cure: find out which came first, and change the role of the others to describes
SELECT 'techniques ' || tp.technique_id AS "row", 'is introduced by publications of ' || min(b.year) || ' and of ' || max(b.year) AS problem
FROM technique_publications AS tp
INNER JOIN (SELECT id, coalesce(year_corrected, year) AS year FROM publications) AS b ON tp.publication_id = b.id
WHERE tp.role_id = 'introduces'
GROUP BY tp.technique_id
HAVING max(b.year) - min(b.year) > 1
