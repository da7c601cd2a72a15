-- severity: doubt
-- description: A fact with a teacher or student is about distillation.
-- cure: name the distillation technique, or change the role of the other model
SELECT 'evidence_models ' || em.evidence_id || ',' || em.model_id || ',' || em.role_id AS "row", 'is a ' || em.role_id || ' in ' || f.technique AS problem
FROM evidence_models AS em
INNER JOIN design_facts AS f ON em.evidence_id = f.fact_id
WHERE
    em.role_id IN ('teacher', 'student')
    AND f.technique_id NOT IN (SELECT technique_id FROM technique_names WHERE name = 'knowledge-distillation')
