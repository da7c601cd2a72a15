-- severity: doubt
-- description: The works that a technique comes from lie at most a year apart.
-- cure: see which of the works came first, and let the others describe the technique
SELECT 'techniques ' || tp.technique_id AS "row", 'comes from works of ' || min(b.year) || ' and of ' || max(b.year) AS problem
FROM technique_publications AS tp
INNER JOIN (SELECT id, coalesce(year_corrected, year) AS year FROM publications) AS b ON tp.publication_id = b.id
WHERE tp.role_id = 'introduces'
GROUP BY tp.technique_id
HAVING max(b.year) - min(b.year) > 1
