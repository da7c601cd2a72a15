-- title: Techniques often used together with a technique
-- description: Other techniques by the number of models that use or introduce them along with the technique; its supertypes and subtypes are left out.
-- subject: Techniques
-- place: 70
-- parameter: technique: Technique, by id, name or alias, including its subtypes; empty for all techniques combined.
-- parameter: limit: Maximum number of adopting models to consider, by id; empty for no limit.
-- default: technique: grpo
WITH adopters AS (
    SELECT DISTINCT release_id
    FROM technique_adopters
    WHERE
        relation IN ('uses', 'introduces')
        AND technique_id IN (SELECT technique_id FROM technique_names WHERE name = lower(:technique) AND own = 1)  -- if technique
        AND technique_id = ''  -- unless technique
    ORDER BY release_id
    LIMIT :limit  -- if limit
),
own_line AS (  -- if technique
    SELECT technique_id FROM technique_names WHERE name = lower(:technique)
    UNION
    SELECT above.name
    FROM technique_names AS own
    INNER JOIN technique_names AS above ON own.technique_id = above.technique_id
    WHERE own.name = lower(:technique) AND own.own = 1
),
companions AS (
    SELECT t.id, t.name, t.ordinal, counts.own_models, m.name AS model
    FROM adopters AS a
    INNER JOIN release_techniques AS r ON a.release_id = r.release_id
    INNER JOIN models AS m ON a.release_id = m.id
    INNER JOIN techniques AS t ON r.technique_id = t.id
    INNER JOIN technique_counts AS counts ON r.technique_id = counts.technique_id
    WHERE
        r.technique_id NOT IN (SELECT technique_id FROM own_line)  -- if technique
    ORDER BY t.id, m.name
)
SELECT
    name AS technique,
    count(*) AS models,
    own_models AS all_models,
    (SELECT count(*) FROM adopters) AS adopters,
    group_concat(model, ', ') AS model_names,
    id AS technique_id
FROM companions
GROUP BY id, name, ordinal, own_models
ORDER BY models DESC, all_models, ordinal
