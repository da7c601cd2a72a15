-- title: Conflicting claims
-- description: Pairs of sentences of which one says that a model uses or introduces a technique and the other that it, or a model of the same release, avoids or omits it.
-- subject: Facts
-- place: 40
SELECT
    pro.model, pro.technique, pro.relation, pro.stage, pro.section, pro.statement, contra.model AS other_model,
    contra.relation AS other_relation, contra.stage AS other_stage, contra.section AS other_section,
    contra.statement AS other_statement, pro.fact_id, contra.fact_id AS other_fact_id, pro.source, pro.locator,
    contra.source AS other_source, contra.locator AS other_locator
FROM design_facts AS pro
INNER JOIN design_facts AS contra ON pro.technique_id = contra.technique_id AND pro.release_id = contra.release_id
WHERE pro.relation IN ('uses', 'introduces') AND contra.relation IN ('avoids', 'omits')
ORDER BY pro.model, pro.technique, pro.fact_id, contra.fact_id
