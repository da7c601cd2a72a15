-- title: Family of a model
-- description: The whole tree of families, releases and variants that a model belongs to, in the order of the tree.
-- parameter: model: Model, by its id, name or a spelling of it; empty for every tree.
-- default: model: llama-3
WITH RECURSIVE
above (id, parent_id, name) AS (
    SELECT m.id, m.parent_id, m.name
    FROM model_names AS wanted
    CROSS JOIN models AS m ON wanted.model_id = m.id
    WHERE wanted.name = lower(trim(coalesce(:model, ''))) AND wanted.own = 1
    UNION
    SELECT m.id, m.parent_id, m.name FROM above CROSS JOIN models AS m ON above.parent_id = m.id
),
tree (id, depth, place) AS (
    SELECT id, 0, name || '/' || id FROM above WHERE parent_id IS NULL
    UNION ALL
    SELECT m.id, tree.depth + 1, tree.place || '/' || m.name || '/' || m.id
    FROM tree
    CROSS JOIN models AS m ON tree.id = m.parent_id
)
SELECT
    m.name AS model,
    m.kind_id AS kind,
    i.name AS institution,
    m.surveyed,
    tree.depth,
    (SELECT count(*) FROM design_facts AS f WHERE f.model_id = m.id) AS facts,
    m.parent_id AS parent_model_id,
    m.id AS model_id
FROM tree
INNER JOIN models AS m ON tree.id = m.id
INNER JOIN institutions AS i ON m.institution_id = i.id
ORDER BY tree.place
