-- severity: integrity
-- description: A model is not its own teacher, judge or baseline.
-- cure: name the other model, or remove it
SELECT 'evidence ' || e.id AS "row", 'names its own model as ' || em.role_id AS problem
FROM evidence AS e
INNER JOIN claims AS c ON e.claim_id = c.id
INNER JOIN evidence_models AS em ON e.id = em.evidence_id AND c.model_id = em.model_id
UNION ALL
SELECT 'measurements ' || m.id, 'is compared with its own model ' || c.model_id
FROM measurements AS m
INNER JOIN measurement_evidence AS me ON m.id = me.measurement_id
INNER JOIN evidence AS e ON me.evidence_id = e.id
INNER JOIN claims AS c ON e.claim_id = c.id AND m.baseline_model_id = c.model_id
