-- severity: integrity
-- description: Every claim is supported by at least one statement.
-- cure: add the evidence for the claim, or remove the claim
SELECT 'claims ' || c.id AS "row", 'has no evidence' AS problem
FROM claims AS c
WHERE NOT EXISTS (SELECT 1 FROM evidence AS e WHERE e.claim_id = c.id)
