-- title: Statements that name a technique without a model
-- description: The statements that name a technique or something narrower and give no fact of it, in reading order.
-- subject: Questions, findings and figures
-- place: 60
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all.
-- parameter: limit: At most so many statements; empty for all.
-- default: technique: grouped-query-attention
WITH wanted AS (
    SELECT technique_id
    FROM technique_names
    WHERE
        name = lower(:technique)  -- if technique
)
SELECT
    p.section, p.paragraph, p.sentence, s.statement, s.phrase, p.question, s.id AS statement_id
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
