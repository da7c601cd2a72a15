-- severity: integrity
-- description: A fact is named after its statement and its claim.
-- cure: rebuild the id from its parts
SELECT 'evidence ' || id AS "row", 'is not named after its statement and claim' AS problem
FROM evidence
WHERE id <> statement_id || '--' || claim_id
