-- severity: integrity
-- description: The id of a fact consists of the ids of its statement and its claim.
-- cure: rebuild the id from its parts
SELECT 'evidence ' || id AS "row", 'does not consist of the ids of its statement and claim' AS problem
FROM evidence
WHERE id <> statement_id || '--' || claim_id
