-- title: Compare two models
-- description: Two models side by side: every technique with a fact about either, and the relation of each; both include their variants.
-- words: side by side, differences, versus
-- subject: Models and developers
-- place: 30
-- parameter: first: First model, by id, name or alias; empty for all models combined.
-- parameter: second: Second model, by id, name or alias; empty for all models combined.
-- parameter: source: Source of the facts, by id, or a kind of source such as survey or model-card, or makers for all documents of makers; empty for all.
-- default: first: deepseek-v3
-- default: second: qwen3
-- default: source: survey
WITH sides (side, name) AS (
    SELECT 1, lower(:first)  -- if first
    SELECT 1, ''  -- unless first
    UNION ALL
    SELECT 2, lower(:second)  -- if second
    SELECT 2, ''  -- unless second
),
stated AS (
    SELECT DISTINCT sides.side, f.technique_id, f.relation
    FROM sides
    INNER JOIN model_names AS m ON sides.name = m.name  -- the empty name stands for all models
    INNER JOIN design_facts AS f ON m.model_id = f.model_id
    WHERE
        -- include: chosen_sources
    ORDER BY sides.side, f.technique_id, f.relation
),
choices AS (
    SELECT
        technique_id,
        group_concat(CASE WHEN side = 1 THEN relation END, ', ') AS first_relation,
        group_concat(CASE WHEN side = 2 THEN relation END, ', ') AS second_relation
    FROM stated
    GROUP BY technique_id
)
SELECT
    tree.technique_group, t.name AS technique, c.first_relation, c.second_relation,
    CASE
        WHEN c.second_relation IS NULL THEN 'only the first'
        WHEN c.first_relation IS NULL THEN 'only the second'
        WHEN c.first_relation = c.second_relation THEN 'same'
        ELSE 'different'
    END AS comparison,
    tree.technique_path, t.id AS technique_id
FROM choices AS c
INNER JOIN techniques AS t ON c.technique_id = t.id
INNER JOIN technique_tree AS tree ON t.id = tree.technique_id
ORDER BY t.ordinal
