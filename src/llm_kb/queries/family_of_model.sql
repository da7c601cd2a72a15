-- title: Family of a model
-- description: The tree of families, releases and variants that a model belongs to, in tree order.
-- subject: Models and developers
-- place: 70
-- parameter: model: Model, by id, name or alias; empty for every family tree.
-- default: model: llama-3
WITH RECURSIVE tree (id, depth, place) AS (
    SELECT id, 0, name || '/' || id
    FROM models
    WHERE
        parent_id IS NULL
        AND id IN (  -- if model
            SELECT above.name
            FROM model_names AS own
            INNER JOIN model_names AS above ON own.model_id = above.model_id
            WHERE own.name = lower(:model) AND own.own = 1
        )
    UNION ALL
    SELECT m.id, tree.depth + 1, tree.place || '/' || m.name || '/' || m.id
    FROM tree
    INNER JOIN models AS m ON tree.id = m.parent_id
)
SELECT
    m.name AS model,
    m.kind_id AS kind,
    i.name AS institution,
    m.surveyed,
    tree.depth,
    (SELECT count(*) FROM design_facts AS f WHERE f.model_id = m.id AND f.source_kind = 'survey') AS facts,
    m.parent_id AS parent_model_id,
    m.id AS model_id
FROM tree
INNER JOIN models AS m ON tree.id = m.id
INNER JOIN institutions AS i ON m.institution_id = i.id
ORDER BY tree.place
