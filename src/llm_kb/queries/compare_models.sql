-- title: Compare two models
-- description: Two models side by side: every technique that either stands to, and how; each side counts together with its variants.
-- parameter: first: One model, by its id, name or a spelling of it; empty for all models together.
-- parameter: second: The other model, by its id, name or a spelling of it; empty for all models together.
-- default: first: deepseek-v3
-- default: second: qwen3
WITH RECURSIVE
asked (side, model) AS (
    SELECT 1, lower(trim(coalesce(:first, '')))
    UNION ALL
    SELECT 2, lower(trim(coalesce(:second, '')))
),
sides (side, id) AS (
    SELECT asked.side, m.id
    FROM models AS m
    CROSS JOIN asked
    WHERE
        asked.model IN ('', m.id, lower(m.name))
        OR EXISTS (
            SELECT 1 FROM model_aliases AS a
            WHERE a.model_id = m.id AND a.kind_id <> 'elliptic' AND lower(a.alias) = asked.model
        )
    UNION
    SELECT sides.side, m.id FROM sides INNER JOIN models AS m ON sides.id = m.parent_id
),
choices AS (
    SELECT side, technique_id, group_concat(relation, ', ') AS relations
    FROM (
        SELECT DISTINCT sides.side, f.technique_id, f.relation
        FROM sides
        INNER JOIN design_facts AS f ON sides.id = f.model_id
        ORDER BY sides.side, f.technique_id, f.relation
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
FROM (SELECT DISTINCT technique_id, technique_group, technique_path FROM design_facts) AS p
INNER JOIN techniques AS t ON p.technique_id = t.id
LEFT OUTER JOIN choices AS one ON t.id = one.technique_id AND one.side = 1
LEFT OUTER JOIN choices AS two ON t.id = two.technique_id AND two.side = 2
WHERE one.relations IS NOT NULL OR two.relations IS NOT NULL
ORDER BY t.ordinal
