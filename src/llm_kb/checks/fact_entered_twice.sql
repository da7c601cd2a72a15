-- severity: integrity
-- description: A sentence supports a claim only once, apart from facts that a later edition withdrew.
-- cure: withdraw one of them in claim_changes.csv, or remove it
SELECT 'evidence ' || max(e.id) AS "row", 'is the second fact of its claim in sentence ' || e.passage_id AS problem
FROM evidence AS e
WHERE NOT EXISTS (SELECT 1 FROM claim_changes AS change WHERE change.evidence_id = e.id)
GROUP BY e.claim_id, e.passage_id
HAVING count(*) > 1
