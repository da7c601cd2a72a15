-- title: Models by every name
-- description: One row per name and model that it finds: the model of that name, or a release or variant below it.
-- subject: Models and developers
-- place: 100
-- column: name: Identifier, name or alias of a model in lower case, except aliases that only a list explains, such as 2.5; the empty text stands for all models.
-- column: model_id: Identifier of the model of that name, or of a release or variant at any depth below it.
-- column: own: 1 where it is a name of the model itself (the empty text counts as one of a model without a parent), 0 where it is a name of a model above it.
-- key: name, model_id
-- integers: own
-- index: model_id, own
WITH RECURSIVE names (name, model_id) AS (
    SELECT id, id FROM models
    UNION
    SELECT lower(name), id FROM models
    UNION
    SELECT lower(alias), model_id FROM model_aliases WHERE kind_id <> 'elliptic'
    UNION
    SELECT '', id FROM models WHERE parent_id IS NULL
),
branches (top_id, id) AS (
    SELECT id, id FROM models
    UNION
    SELECT above.top_id, m.id
    FROM models AS m
    INNER JOIN branches AS above ON m.parent_id = above.id
)
SELECT
    names.name,
    branches.id AS model_id,
    max(CASE WHEN branches.id = branches.top_id THEN 1 ELSE 0 END) AS own
FROM names
INNER JOIN branches ON names.model_id = branches.top_id
GROUP BY names.name, branches.id
