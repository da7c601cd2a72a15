-- severity: integrity
-- description: Every statement leads to facts or names techniques.
-- cure: give the entry claims or techniques
SELECT 'statements ' || s.id AS "row", 'has neither facts nor techniques' AS problem
FROM statements AS s
WHERE
    NOT EXISTS (SELECT 1 FROM evidence AS e WHERE e.statement_id = s.id)
    AND NOT EXISTS (SELECT 1 FROM statement_techniques AS t WHERE t.statement_id = s.id)
