-- title: Statements that name a technique without a model
-- description: The statements that name a technique or something narrower and give no fact of it, in reading order.
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all.
-- parameter: limit: At most so many statements; empty for all.
-- default: technique: grouped-query-attention
WITH wanted (id) AS (SELECT technique_id FROM technique_names WHERE name = lower(trim(coalesce(:technique, '')))),
alone (statement_id) AS (
    SELECT DISTINCT named.statement_id
    FROM wanted
    CROSS JOIN statement_techniques AS named ON named.technique_id = wanted.id
    WHERE
        NOT EXISTS (
            SELECT 1
            FROM evidence AS e
            INNER JOIN design_facts AS f ON e.id = f.fact_id
            WHERE e.statement_id = named.statement_id AND f.technique_id IN (SELECT id FROM wanted)
        )
    LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
)
SELECT
    section.name AS section,
    p.paragraph,
    p.sentence,
    s.statement,
    s.phrase,
    q.question,
    s.id AS statement_id
FROM alone
INNER JOIN statements AS s ON alone.statement_id = s.id
INNER JOIN passages AS p ON s.passage_id = p.id
INNER JOIN sections AS section ON p.section_id = section.id
LEFT OUTER JOIN research_questions AS q ON section.id = q.section_id
ORDER BY s.ordinal, s.id
