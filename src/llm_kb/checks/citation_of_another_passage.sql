-- severity: integrity
-- description: A reference cited with a fact is cited in the sentence of that fact.
-- cure: cite only what the sentence itself cites
SELECT 'evidence_citations ' || ec.evidence_id || ',' || ec.citation_id AS "row", 'cites ' || c.id || ', which is in another sentence' AS problem
FROM evidence_citations AS ec
INNER JOIN evidence AS e ON ec.evidence_id = e.id
INNER JOIN citations AS c ON ec.citation_id = c.id
WHERE c.passage_id <> e.passage_id
