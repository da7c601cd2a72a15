-- title: Models by technique
-- description: Which models use, avoid or have another relation to a technique or one of its subtypes, with the sentence that states it.
-- subject: Techniques
-- place: 30
-- parameter: technique: Technique, by id, name or alias, including its subtypes; empty for all.
-- parameter: relation: Relation of the model to the technique, such as uses, avoids or omits; empty for all.
-- default: technique: expert-load-balancing
SELECT
    f.model, f.institution, f.relation, f.technique, f.stage, f.qualifier, f.section, f.statement, f.phrase, f.basis,
    f.disputed, f.fact_id, f.source, f.locator, f.verdict
FROM design_facts AS f
WHERE
    -- include: chosen_facts
ORDER BY f.model, f.technique, f.relation, f.fact_id
