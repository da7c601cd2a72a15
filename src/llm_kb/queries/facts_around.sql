-- title: Facts around an identifier
-- description: The facts whose identifiers come next before and after one, whether or not there is a fact of that identifier: mostly others of the same sentence.
-- parameter: fact: Identifier, or the beginning of one; empty for all facts.
-- default: fact: paper-4-2-3-4--llama-3
WITH asked (fact) AS (SELECT lower(trim(coalesce(:fact, '')))),
around (id) AS (
    SELECT id
    FROM (
        SELECT e.id
        FROM asked
        CROSS JOIN evidence AS e ON e.id >= asked.fact
        ORDER BY e.id
        LIMIT CASE WHEN trim(coalesce(:fact, '')) = '' THEN -1 ELSE 50 END
    )
    UNION ALL
    SELECT id
    FROM (SELECT e.id FROM asked CROSS JOIN evidence AS e ON e.id < asked.fact ORDER BY e.id DESC LIMIT 50)
)
SELECT
    m.name AS model,
    c.relation_id AS relation,
    t.name AS technique,
    c.model_id,
    c.technique_id,
    around.id AS fact_id
FROM around
CROSS JOIN evidence AS e ON around.id = e.id
INNER JOIN claims AS c ON e.claim_id = c.id
INNER JOIN models AS m ON c.model_id = m.id
INNER JOIN techniques AS t ON c.technique_id = t.id
ORDER BY around.id
