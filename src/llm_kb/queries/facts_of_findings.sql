-- title: Facts behind the findings
-- description: For each takeaway, position and numbered point the facts that the survey gives within its sentences.
-- parameter: question: Research question, by its section such as 4.2; empty for all findings.
-- default: question: 2.2
SELECT
    x.section, x.kind, x.ordinal, x.finding, x.model, x.relation, x.technique, x.statement, x.fact_id, x.finding_id
FROM finding_facts AS x
INNER JOIN evidence AS e ON x.fact_id = e.id
INNER JOIN statements AS s ON e.statement_id = s.id
WHERE trim(coalesce(:question, '')) IN ('', x.section, replace(x.section, '.', '-'))
ORDER BY x.section, x.finding_id, s.ordinal, x.model, x.technique, x.fact_id
