-- title: pairs of techniques of one group in the same release
-- parameter: technique_group: its name
SELECT a.technique_id AS first_technique_id, b.technique_id AS second_technique_id, count(DISTINCT a.release_id) AS releases
FROM facts AS a
INNER JOIN facts AS b ON a.release_id = b.release_id AND a.technique_id < b.technique_id
WHERE a.technique_group = :technique_group AND b.technique_group = :technique_group
GROUP BY a.technique_id, b.technique_id
ORDER BY releases DESC, first_technique_id, second_technique_id
LIMIT 20
