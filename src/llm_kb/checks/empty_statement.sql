-- severity: integrity
-- description: Every statement supports facts, specifications or verdicts, or names techniques.
-- cure: add claims, techniques, specs or checks to the entry
SELECT 'statements ' || s.id AS "row", 'has no facts, techniques, specifications or verdicts' AS problem
FROM statements AS s
WHERE
    NOT EXISTS (SELECT 1 FROM evidence AS e WHERE e.statement_id = s.id)
    AND NOT EXISTS (SELECT 1 FROM statement_techniques AS t WHERE t.statement_id = s.id)
    AND NOT EXISTS (SELECT 1 FROM specification_values AS v WHERE v.statement_id = s.id)
    AND NOT EXISTS (SELECT 1 FROM fact_verdicts AS f WHERE f.statement_id = s.id)
