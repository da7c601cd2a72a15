-- severity: doubt
-- description: A model does not use and also avoid or omit one technique, unless an erratum speaks of it.
-- cure: see whether the two sentences speak of the same thing, and add an erratum if they do
SELECT 'claims ' || a.id AS "row", 'stands against ' || b.id AS problem
FROM claims AS a
INNER JOIN claims AS b ON a.model_id = b.model_id AND a.technique_id = b.technique_id
WHERE
    a.relation_id IN ('uses', 'introduces')
    AND b.relation_id IN ('avoids', 'omits')
    AND NOT EXISTS (
        SELECT 1 FROM errata_places AS p INNER JOIN evidence AS e ON p.evidence_id = e.id
        WHERE e.claim_id IN (a.id, b.id)
    )
