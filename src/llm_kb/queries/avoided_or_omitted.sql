-- title: What models avoid or omit
-- description: Techniques that models leave out (omits) or for which an alternative or a constraint stands (avoids).
-- words: does not use, against, without
-- subject: Techniques
-- place: 50
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all.
SELECT
    f.model, f.institution, f.relation, f.technique, f.stage, f.section, f.statement, f.phrase, f.basis, f.basis_note,
    f.disputed, f.fact_id
FROM design_facts AS f
WHERE
    f.relation IN ('avoids', 'omits')
    -- include: chosen_facts
ORDER BY f.relation, f.technique, f.model, f.fact_id
