-- title: Models in a role
-- description: Which models serve others as teacher, student, judge, data source or pattern, with the sentence that states it.
-- subject: Models and developers
-- place: 100
-- parameter: role: teacher, student, judge, data-source or pattern; empty for all.
SELECT
    m.name AS other_model, em.role_id AS other_role, f.model, f.relation, f.technique, f.stage, f.section,
    f.statement, f.phrase, f.fact_id, em.basis_id AS other_basis, em.basis_note AS other_basis_note,
    f.source, f.locator
FROM evidence_models AS em
INNER JOIN roles AS role ON em.role_id = role.id
INNER JOIN design_facts AS f ON em.evidence_id = f.fact_id
INNER JOIN models AS m ON em.model_id = m.id
WHERE
    lower(:role) IN (role.id, lower(role.name))  -- if role
ORDER BY role.ordinal, m.name, f.model, f.technique, f.fact_id
