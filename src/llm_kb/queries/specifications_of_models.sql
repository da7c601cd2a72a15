-- title: Specifications of several models
-- description: Models side by side, attribute by attribute: the preferred value of each model and, below it, those of its variants.
-- words: side by side, comparison of models
-- subject: Sources and specifications
-- place: 65
-- parameter: models: Models, by id, name or alias, separated by commas or as a JSON array; empty for all models.
-- parameter: attributes: Attributes, by id, separated by commas; empty for all.
-- parameter: exactly: 1 to exclude variants of the models; 0 or empty to include them.
-- default: models: llama-3-1, qwen3
-- list: models, attributes
WITH requested (place, name) AS (
    VALUES (1, lower(:models))  -- if models
    VALUES (1, '')  -- unless models
),
shown AS (
    SELECT min(r.place) AS place, n.model_id AS id
    FROM requested AS r
    INNER JOIN model_names AS n ON r.name = n.name
    WHERE n.own = 1
    GROUP BY n.model_id
)
SELECT
    m.name AS model, s.attribute, s.value, s.unit, s.status, s.scope, s.model AS variant, s.conflict, s.source,
    s.source_kind, s.official, s.locator, s.phrase, s.statement, s.note, s.printed, s.number, s.attribute_name,
    s.attribute_kind, m.id AS model_id, s.model_id AS variant_id, s.source_id, s.specification_id, s.of_maker
FROM shown
INNER JOIN models AS m ON shown.id = m.id
INNER JOIN model_names AS reach ON shown.id = reach.name
INNER JOIN specifications AS s ON reach.model_id = s.model_id
INNER JOIN attributes AS a ON s.attribute = a.id
WHERE
    s.preferred = 1
    AND reach.own = 1  -- if exactly = 1
    AND s.attribute IN (lower(:attributes))  -- if attributes
ORDER BY a.ordinal, shown.place, m.name, m.id, reach.own DESC, s.place
