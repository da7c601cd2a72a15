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
    CROSS JOIN model_names AS reach ON wanted.model_id = reach.model_id
    CROSS JOIN models AS above ON reach.name = above.id
    WHERE wanted.name = lower(trim(coalesce(:model, ''))) AND wanted.own = 1
),
own (technique_id, relations, fact_id) AS (
    SELECT technique_id, group_concat(DISTINCT relation), min(fact_id)
    FROM (
        SELECT f.technique_id, f.relation, f.fact_id
        FROM model_names AS wanted
        CROSS JOIN design_facts AS f ON wanted.model_id = f.model_id
        WHERE wanted.name = lower(trim(coalesce(:model, ''))) AND f.relation IN ('uses', 'introduces')
        ORDER BY f.technique_id, f.relation, f.fact_id
    )
    GROUP BY technique_id
),
/* The releases of its line, and which of their techniques models outside that line have, too. */
own_releases (id) AS (
    SELECT DISTINCT f.release_id FROM own_line CROSS JOIN design_facts AS f ON own_line.id = f.model_id
),
own_adopted (technique_id, release_id, outside) AS (
    SELECT f.technique_id, f.release_id, max(CASE WHEN f.model_id IN (SELECT id FROM own_line) THEN 0 ELSE 1 END)
    FROM own_releases
    CROSS JOIN design_facts AS f ON own_releases.id = f.release_id
    WHERE f.relation IN ('uses', 'introduces')
    GROUP BY f.technique_id, f.release_id
),
not_others (technique_id, releases) AS (
    SELECT technique_id, count(*) FROM own_adopted WHERE outside = 0 GROUP BY technique_id
)
SELECT
    t.name AS technique,
    place.technique_group,
    own.relations AS relation,
    place.releases - coalesce(not_others.releases, 0) AS other_models,
    t.definition,
    t.id AS technique_id,
    own.fact_id
FROM own
INNER JOIN techniques AS t ON own.technique_id = t.id
INNER JOIN technique_paths AS place ON own.technique_id = place.technique_id
LEFT OUTER JOIN not_others ON own.technique_id = not_others.technique_id
ORDER BY other_models, t.ordinal
