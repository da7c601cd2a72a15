-- title: Models in a role
-- description: Which models serve others as teacher, student, judge, data source or pattern, and which sentence says so.
-- parameter: role: teacher, student, judge, data-source or pattern; empty for all.
SELECT
    m.name AS other_model,
    role.name AS other_role,
    f.model,
    f.relation,
    f.technique,
    f.stage,
    f.section,
    f.statement,
    f.phrase,
    f.fact_id
FROM roles AS role
CROSS JOIN evidence_models AS em ON role.id = em.role_id
INNER JOIN design_facts AS f ON em.evidence_id = f.fact_id
INNER JOIN models AS m ON em.model_id = m.id
WHERE lower(trim(coalesce(:role, ''))) IN ('', role.id, lower(role.name))
ORDER BY role.ordinal, m.name, f.model, f.technique, f.fact_id
