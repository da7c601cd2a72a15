-- severity: integrity
-- description: The flat table of facts contains every current fact and none that a later edition withdrew.
-- cure: rebuild the database
WITH standing (id) AS (
    SELECT id FROM evidence AS e
    WHERE NOT EXISTS (
        SELECT 1 FROM claim_changes AS c WHERE e.claim_id = c.claim_id AND (c.evidence_id IS NULL OR e.id = c.evidence_id)
    )
)
SELECT 'evidence ' || id AS "row", 'is current, but missing from design_facts' AS problem
FROM standing
WHERE id NOT IN (SELECT fact_id FROM design_facts)
UNION ALL
SELECT 'design_facts ' || fact_id, 'is withdrawn, but still there'
FROM design_facts
WHERE fact_id NOT IN (SELECT id FROM standing)
