-- severity: integrity
-- description: Every technique and model leads up to a root of its tree.
-- cure: give one member of the cycle another parent
WITH RECURSIVE tree (kind, id, parent_id) AS (
    SELECT 'techniques', id, parent_id FROM techniques
    UNION ALL
    SELECT 'models', id, parent_id FROM models
),
rooted (kind, id) AS (
    SELECT kind, id FROM tree WHERE parent_id IS NULL
    UNION
    SELECT tree.kind, tree.id FROM tree INNER JOIN rooted ON tree.kind = rooted.kind AND tree.parent_id = rooted.id
)
SELECT kind || ' ' || id AS "row", 'leads up to ' || parent_id || ' and never to a root' AS problem
FROM tree
WHERE (kind, id) NOT IN (SELECT kind, id FROM rooted)
