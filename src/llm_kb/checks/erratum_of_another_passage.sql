-- severity: integrity
-- description: An erratum that affects a fact has a place in the sentence of that fact.
-- cure: enter the place in the fact's sentence, or the fact of the sentence named
SELECT 'errata_places ' || p.erratum_id || ',' || p.ordinal AS "row", 'affects a fact of ' || e.passage_id AS problem
FROM errata_places AS p
INNER JOIN evidence AS e ON p.evidence_id = e.id
WHERE p.passage_id <> e.passage_id
