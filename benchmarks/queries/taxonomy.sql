-- title: a walk down the taxonomy
WITH RECURSIVE below (id, depth) AS (
    SELECT id, 0 FROM techniques WHERE parent_id IS NULL
    UNION ALL
    SELECT t.id, b.depth + 1 FROM techniques AS t INNER JOIN below AS b ON t.parent_id = b.id
)
SELECT depth, count(*) AS techniques
FROM below
GROUP BY depth
ORDER BY depth
