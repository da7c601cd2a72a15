-- title: Similar models
-- description: Models by the share of techniques that they have in common with a model (Jaccard index); variants count with their release, and a technique counts if it is used or introduced. Only the two hundred models that share the most techniques are compared.
-- subject: Models and developers
-- place: 50
-- parameter: model: Model, by id, name or alias, including its variants; empty for all models combined.
-- parameter: limit: Maximum number of models; empty for no limit.
-- default: model: llama-3
WITH own_releases AS (
    SELECT id
    FROM models
    WHERE
        kind_id = 'release'
        AND id IN (SELECT model_id FROM model_names WHERE name = lower(:model) AND own = 1)  -- if model
),
-- A release counts with its variants, without other releases below it.
own AS (
    SELECT DISTINCT technique_id
    FROM model_techniques
    WHERE
        model_id IN (SELECT model_id FROM model_names WHERE name = lower(:model))  -- if model
        AND (release_id IN (SELECT id FROM own_releases) OR NOT EXISTS (SELECT 1 FROM own_releases))  -- if model
),
shared AS (
    SELECT r.release_id, r.technique_id
    FROM release_techniques AS r
    INNER JOIN own ON r.technique_id = own.technique_id
    WHERE
        r.release_id NOT IN (  -- if model
            -- include: line_of_model
        )
),
nearest AS (  -- the two hundred releases that share most are compared
    SELECT release_id, count(*) AS techniques
    FROM shared
    GROUP BY release_id
    ORDER BY techniques DESC, release_id
    LIMIT 200
),
named AS (
    SELECT n.release_id, t.name
    FROM nearest AS n
    INNER JOIN shared ON n.release_id = shared.release_id
    INNER JOIN techniques AS t ON shared.technique_id = t.id
    ORDER BY n.release_id, t.ordinal
),
names AS (SELECT release_id, group_concat(name, ', ') AS technique_names FROM named GROUP BY release_id),
compared AS (
    SELECT
        n.release_id,
        n.techniques AS shared_techniques,
        (SELECT count(*) FROM own) AS own_techniques,
        (SELECT count(*) FROM release_techniques AS r WHERE r.release_id = n.release_id) AS techniques
    FROM nearest AS n
)
SELECT
    m.name AS model, i.name AS institution, c.shared_techniques, c.techniques,
    round(1.0 * c.shared_techniques / (c.own_techniques + c.techniques - c.shared_techniques), 3) AS similarity,
    names.technique_names, m.id AS model_id
FROM compared AS c
INNER JOIN names ON c.release_id = names.release_id
INNER JOIN models AS m ON c.release_id = m.id
INNER JOIN institutions AS i ON m.institution_id = i.id
ORDER BY similarity DESC, c.shared_techniques DESC, m.name, m.id
LIMIT :limit  -- if limit
