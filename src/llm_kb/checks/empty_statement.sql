-- severity: integrity
-- description: Every statement supports facts or names techniques.
-- cure: add claims or techniques to the entry
SELECT 'statements ' || s.id AS "row", 'has neither facts nor techniques' AS problem
FROM statements AS s
WHERE
    NOT EXISTS (SELECT 1 FROM evidence AS e WHERE e.statement_id = s.id)
    AND NOT EXISTS (SELECT 1 FROM statement_techniques AS t WHERE t.statement_id = s.id)
