-- title: What sets a model apart
-- description: The techniques that a model and its variants use or introduce, those mentioned for the fewest other models first.
-- subject: Models and developers
-- place: 60
-- parameter: model: Model, by id, name or alias, including its variants; empty for all models combined.
-- default: model: llama-3
WITH own_line AS (  -- the model with all that belongs to it, and what it belongs to
    -- include: line_of_model
),
own AS (
    SELECT technique_id, group_concat(relation, ',') AS relations, min(fact_id) AS fact_id
    FROM (
        SELECT f.technique_id, f.relation, min(f.fact_id) AS fact_id
        FROM design_facts AS f
        WHERE
            f.source_kind = 'survey'
            AND f.relation IN ('uses', 'introduces')
            AND f.model_id IN (SELECT model_id FROM model_names WHERE name = lower(:model))  -- if model
        GROUP BY f.technique_id, f.relation
        ORDER BY f.technique_id, f.relation
    ) AS ordered
    GROUP BY technique_id
),
-- The releases that have a technique by models of the line alone.
own_releases AS (
    SELECT x.technique_id, x.release_id
    FROM model_techniques AS x
    GROUP BY x.technique_id, x.release_id
    HAVING max(CASE WHEN x.model_id IN (SELECT model_id FROM own_line) THEN 0 ELSE 1 END) = 0
),
not_others AS (
    SELECT technique_id, count(*) AS releases FROM own_releases GROUP BY technique_id
)
SELECT
    t.name AS technique, place.technique_group, own.relations AS relation,
    place.releases - coalesce(not_others.releases, 0) AS other_models,
    t.definition, t.id AS technique_id, own.fact_id
FROM own
INNER JOIN techniques AS t ON own.technique_id = t.id
INNER JOIN technique_paths AS place ON t.id = place.technique_id
LEFT OUTER JOIN not_others ON t.id = not_others.technique_id
ORDER BY other_models, t.ordinal
