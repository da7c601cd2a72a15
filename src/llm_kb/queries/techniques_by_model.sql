-- title: Techniques by model
-- description: Every technique with a fact about a model or one of its variants, with the relation and the sentence that states it.
-- subject: Models and developers
-- place: 20
-- parameter: model: Model, by id, name or alias, including its variants; empty for all.
-- parameter: relation: Relation of the model to the technique, such as uses, avoids or omits; empty for all.
-- default: model: llama-3
SELECT
    f.model, f.technique_group, f.technique, f.relation, f.stage, f.qualifier, f.other_model, f.other_role, f.section,
    f.statement, f.phrase, f.basis, f.disputed, f.fact_id,
    f.source, f.locator, f.verdict
FROM design_facts AS f
INNER JOIN techniques AS t ON f.technique_id = t.id
WHERE
    -- include: chosen_facts
ORDER BY f.model, t.ordinal, f.relation, f.fact_id
