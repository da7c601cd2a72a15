-- severity: integrity
-- description: Every claim rests on at least one statement.
-- cure: give the claim its evidence, or remove it
SELECT 'claims ' || c.id AS "row", 'has no evidence' AS problem
FROM claims AS c
WHERE NOT EXISTS (SELECT 1 FROM evidence AS e WHERE e.claim_id = c.id)
