-- title: What sets a model apart
-- description: The techniques that a model and its variants use or introduce, those that fewest other releases use or introduce first.
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all models together.
-- default: model: llama-3
WITH
own_line (id) AS (
    SELECT model_id FROM model_names WHERE name = lower(trim(coalesce(:model, '')))
    UNION
    SELECT above.id
    FROM model_names AS wanted
    INNER JOIN model_names AS reach ON wanted.model_id = reach.model_id
    INNER JOIN models AS above ON reach.name = above.id
    WHERE wanted.name = lower(trim(coalesce(:model, ''))) AND wanted.own = 1
),
own (technique_id, relations, fact_id) AS (
    SELECT technique_id, group_concat(DISTINCT relation), min(fact_id)
    FROM (
        SELECT f.technique_id, f.relation, f.fact_id
        FROM design_facts AS f
        INNER JOIN model_names AS wanted ON f.model_id = wanted.model_id
        WHERE wanted.name = lower(trim(coalesce(:model, ''))) AND f.relation IN ('uses', 'introduces')
        ORDER BY f.technique_id, f.relation, f.fact_id
    )
    GROUP BY technique_id
),
others (technique_id, releases) AS (
    SELECT f.technique_id, count(DISTINCT f.release_id)
    FROM design_facts AS f
    WHERE f.relation IN ('uses', 'introduces') AND f.model_id NOT IN (SELECT id FROM own_line)
    GROUP BY f.technique_id
)
SELECT
    t.name AS technique,
    top.technique_group,
    own.relations AS relation,
    coalesce(others.releases, 0) AS other_models,
    t.definition,
    t.id AS technique_id,
    own.fact_id
FROM own
INNER JOIN techniques AS t ON own.technique_id = t.id
INNER JOIN (SELECT DISTINCT technique_id, technique_group FROM design_facts) AS top ON t.id = top.technique_id
LEFT OUTER JOIN others ON t.id = others.technique_id
ORDER BY other_models, t.ordinal
