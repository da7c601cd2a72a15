-- severity: integrity
-- description: A figure belongs to facts of its own statement.
-- cure: attach the figure to the facts of its own entry
SELECT 'measurement_evidence ' || me.measurement_id || ',' || me.evidence_id AS "row", 'belongs to a fact of another statement' AS problem
FROM measurement_evidence AS me
INNER JOIN measurements AS m ON me.measurement_id = m.id
INNER JOIN evidence AS e ON me.evidence_id = e.id
WHERE m.statement_id <> e.statement_id
