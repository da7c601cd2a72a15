-- title: Conflicting claims
-- description: Pairs of sentences of one source of which one says that a model uses or introduces a technique and the other that it, or a model of the same release, avoids or omits it.
-- subject: Facts
-- place: 40
-- parameter: source: Source of the facts, by id, or a kind of source such as survey or model-card, or makers for all documents of makers; empty for all.
-- default: source: survey
SELECT
    f.model, f.technique, f.relation, f.stage, f.section, f.statement, contra.model AS other_model,
    contra.relation AS other_relation, contra.stage AS other_stage, contra.section AS other_section,
    contra.statement AS other_statement, f.fact_id, contra.fact_id AS other_fact_id, f.source, f.locator,
    contra.source AS other_source, contra.locator AS other_locator
FROM design_facts AS f
INNER JOIN design_facts AS contra
    ON f.technique_id = contra.technique_id AND f.release_id = contra.release_id AND f.source_id = contra.source_id
WHERE
    f.relation IN ('uses', 'introduces')
    AND contra.relation IN ('avoids', 'omits')
    -- include: chosen_sources
ORDER BY f.model, f.technique, f.fact_id, contra.fact_id
