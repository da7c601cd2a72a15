-- title: Facts from makers' documents
-- description: What makers' documents say of their models on a question of the survey, whatever the survey says: facts on the techniques that belong to the question, or to one of its topics.
-- words: official documents, what the makers say, model cards
-- subject: Sources and specifications
-- place: 170
-- parameter: question: Section of the question, such as 4.2; empty for all.
-- parameter: topic: Words of a topic of the survey, whose techniques are meant; empty for all.
-- parameter: model: Model, by id, name or alias, including its variants; empty for all.
-- parameter: technique: Technique, by id, name or alias, including its subtypes; empty for all.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- parameter: source: Source, by id, or a kind of source such as model-card; empty for all.
-- parameter: limit: Maximum number of facts; empty for no limit.
-- parameter: offset: Number of facts to skip; empty for none.
-- default: question: 4.2
SELECT
    f.model, f.relation, f.technique, f.stage, f.qualifier, f.other_model, f.other_role, f.statement, f.phrase,
    f.source, f.locator, f.basis, f.dimension, q.section, f.technique_group, f.source_kind, f.institution, f.model_id,
    f.technique_id, f.source_id, d.statement_id, f.fact_id, f.basis_note, f.disputed, d.other_model_ids,
    d.other_model_list, f.other_basis, d.erratum_ids, d.erratum_list, f.release_id
FROM design_facts AS f
INNER JOIN fact_details AS d ON f.fact_id = d.fact_id
LEFT OUTER JOIN technique_questions AS q ON f.technique_id = q.technique_id
WHERE
    f.source_kind NOT IN ('survey', 'list', 'catalog')
    AND :question IN (q.section, q.question_id)  -- if question
    AND f.technique_id IN (  -- if topic
        SELECT named.technique_id
        FROM topics
        INNER JOIN passage_topics AS under ON topics.id = under.topic_id
        INNER JOIN statements AS s ON under.passage_id = s.passage_id
        INNER JOIN named_techniques AS named ON s.id = named.statement_id
        WHERE lower(topics.name) LIKE '%' || lower(:topic) || '%'
    )
    -- include: chosen_facts
ORDER BY d.place
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
