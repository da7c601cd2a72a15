-- severity: integrity
-- description: An erratum that touches a fact speaks of the sentence of that fact.
-- cure: name the sentence of the fact, or the fact of the sentence
SELECT 'errata_places ' || p.erratum_id || ',' || p.ordinal AS "row", 'touches a fact of ' || e.passage_id AS problem
FROM errata_places AS p
INNER JOIN evidence AS e ON p.evidence_id = e.id
WHERE p.passage_id <> e.passage_id
