-- title: Claims that conflict
-- description: Places where one sentence says that a model uses or introduces a technique and another that it, or a model of the same release, avoids or omits it.
SELECT
    pro.model,
    pro.technique,
    pro.relation,
    pro.stage,
    pro.section,
    pro.statement,
    contra.model AS other_model,
    contra.relation AS other_relation,
    contra.stage AS other_stage,
    contra.section AS other_section,
    contra.statement AS other_statement,
    pro.fact_id,
    contra.fact_id AS other_fact_id
FROM relations
CROSS JOIN design_facts AS contra ON relations.id = contra.relation
CROSS JOIN release_techniques AS both ON contra.technique_id = both.technique_id AND contra.release_id = both.release_id
CROSS JOIN design_facts AS pro ON both.release_id = pro.release_id AND both.technique_id = pro.technique_id
WHERE relations.id IN ('avoids', 'omits') AND pro.relation IN ('uses', 'introduces')
ORDER BY pro.model, pro.technique, pro.fact_id, contra.fact_id
