-- title: groups of techniques by year of release
SELECT r.year, f.technique_group, count(DISTINCT f.release_id) AS releases, count(*) AS facts
FROM facts AS f
INNER JOIN releases AS r ON f.release_id = r.release_id
WHERE r.year IS NOT NULL
GROUP BY r.year, f.technique_group
ORDER BY r.year, f.technique_group
