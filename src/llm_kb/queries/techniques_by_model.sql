-- title: Techniques by model
-- description: What is known of a model and its variants: every technique, how the model stands to it, and the sentence that says so.
-- subject: Models and their makers
-- place: 20
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: relation: How the model stands to the technique, such as uses, avoids or omits; empty for every relation.
-- default: model: llama-3
SELECT
    f.model, f.technique_group, f.technique, f.relation, f.stage, f.qualifier, f.other_model, f.other_role, f.section,
    f.statement, f.phrase, f.basis, f.disputed, f.fact_id
FROM design_facts AS f
INNER JOIN techniques AS t ON f.technique_id = t.id
WHERE
    -- include: chosen_facts
ORDER BY f.model, t.ordinal, f.relation, f.fact_id
