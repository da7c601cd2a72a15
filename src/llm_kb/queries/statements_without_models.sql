-- title: Statements about a technique without a model
-- description: Statements that name a technique or one of its subtypes but support no fact about it, in reading order.
-- subject: Questions, findings and figures
-- place: 60
-- parameter: technique: Technique, by id, name or alias, including its subtypes; empty for all.
-- parameter: limit: Maximum number of statements; empty for no limit.
-- default: technique: grouped-query-attention
WITH wanted AS (
    SELECT technique_id
    FROM technique_names
    WHERE
        name = lower(:technique)  -- if technique
)
SELECT
    p.section, p.paragraph, p.sentence, s.statement, s.phrase, p.question, s.id AS statement_id,
    p.source_id, p.locator
FROM statements AS s
INNER JOIN passage_places AS p ON s.passage_id = p.passage_id
WHERE
    s.id IN (SELECT statement_id FROM statement_techniques WHERE technique_id IN (SELECT technique_id FROM wanted))
    AND NOT EXISTS (
        SELECT 1
        FROM fact_details AS d
        INNER JOIN design_facts AS f ON d.fact_id = f.fact_id
        WHERE d.statement_id = s.id AND f.technique_id IN (SELECT technique_id FROM wanted)
    )
ORDER BY s.ordinal
LIMIT :limit  -- if limit
