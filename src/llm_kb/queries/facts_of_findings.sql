-- title: Facts behind the findings
-- description: The facts stated within the sentences of each takeaway, position and numbered point.
-- subject: Questions, findings and figures
-- place: 30
-- parameter: question: Research question, by its section such as 4.2; empty for all findings.
-- parameter: limit: Maximum number of facts per finding, in reading order; empty for no limit.
-- default: question: 2.2
WITH placed AS (
    SELECT
        x.id AS finding_id,
        x.kind_id,
        x.ordinal,
        x.statement AS finding,
        f.fact_id,
        d.statement_id,
        row_number() OVER (PARTITION BY x.id ORDER BY d.place) AS place
    FROM findings AS x
    INNER JOIN finding_passages AS p ON x.id = p.finding_id
    INNER JOIN design_facts AS f ON p.passage_id = f.passage_id
    INNER JOIN fact_details AS d ON f.fact_id = d.fact_id
    WHERE
        x.research_question_id = replace(:question, '.', '-')  -- if question
)
SELECT
    f.section, x.kind_id AS kind, x.ordinal, x.finding, f.model, f.relation, f.technique, f.statement, f.fact_id,
    x.finding_id
FROM placed AS x
INNER JOIN design_facts AS f ON x.fact_id = f.fact_id
INNER JOIN statements AS s ON x.statement_id = s.id
WHERE
    x.place <= :limit  -- if limit
ORDER BY f.section, x.finding_id, s.ordinal, f.model, f.technique, f.fact_id
