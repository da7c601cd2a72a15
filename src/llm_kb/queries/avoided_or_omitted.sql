-- title: What models avoid or do without
-- description: Techniques that models avoid, because an alternative takes their place or a constraint rules them out, or omit, without a replacement.
-- words: does not use, against, without
-- subject: Techniques
-- place: 50
-- parameter: model: Model, by id, name or alias, including its variants; empty for all.
-- parameter: technique: Technique, by id, name or alias, including its subtypes; empty for all.
SELECT
    f.model, f.institution, f.relation, f.technique, f.stage, f.section, f.statement, f.phrase, f.basis, f.basis_note,
    f.disputed, f.fact_id, f.source, f.locator, f.verdict
FROM design_facts AS f
WHERE
    f.relation IN ('avoids', 'omits')
    -- include: chosen_facts
ORDER BY f.relation, f.technique, f.model, f.fact_id
