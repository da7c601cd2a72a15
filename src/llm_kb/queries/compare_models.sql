-- title: Compare two models
-- description: Two models side by side: every technique that either stands to, and how; each side counts together with its variants.
-- parameter: first: One model, by its id, name or a spelling of it; empty for all models together.
-- parameter: second: The other model, by its id, name or a spelling of it; empty for all models together.
-- default: first: deepseek-v3
-- default: second: qwen3
WITH asked (side, name) AS (
    SELECT 1, lower(trim(coalesce(:first, '')))
    UNION ALL
    SELECT 2, lower(trim(coalesce(:second, '')))
),
choices AS (
    SELECT side, technique_id, group_concat(relation, ', ') AS relations
    FROM (
        SELECT DISTINCT asked.side, f.technique_id, f.relation
        FROM asked
        INNER JOIN model_names AS m ON asked.name = m.name
        INNER JOIN design_facts AS f ON m.model_id = f.model_id
        ORDER BY asked.side, f.technique_id, f.relation
    )
    GROUP BY side, technique_id
)
SELECT
    p.technique_group,
    t.name AS technique,
    one.relations AS first_relation,
    two.relations AS second_relation,
    CASE
        WHEN two.relations IS NULL THEN 'only the first'
        WHEN one.relations IS NULL THEN 'only the second'
        WHEN one.relations = two.relations THEN 'same'
        ELSE 'different'
    END AS comparison,
    p.technique_path,
    t.id AS technique_id
FROM technique_paths AS p
INNER JOIN techniques AS t ON p.technique_id = t.id
LEFT OUTER JOIN choices AS one ON t.id = one.technique_id AND one.side = 1
LEFT OUTER JOIN choices AS two ON t.id = two.technique_id AND two.side = 2
WHERE one.relations IS NOT NULL OR two.relations IS NOT NULL
ORDER BY t.ordinal
