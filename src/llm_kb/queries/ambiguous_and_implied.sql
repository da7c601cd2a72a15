-- title: Ambiguous and inferred facts
-- description: Facts that their sentence does not state explicitly, each with the reason why it is inferred or ambiguous.
-- subject: Facts
-- place: 50
-- parameter: basis: implied or ambiguous; empty for both.
SELECT
    f.basis, f.model, f.relation, f.technique, f.basis_note, f.statement, f.section, f.phrase, f.disputed, f.fact_id,
    f.source, f.locator
FROM design_facts AS f
WHERE
    f.basis <> 'explicit'
    AND f.basis IN (SELECT id FROM bases WHERE lower(:basis) IN (id, lower(name)))  -- if basis
ORDER BY f.basis, f.section, f.basis_note, f.model, f.technique, f.fact_id
