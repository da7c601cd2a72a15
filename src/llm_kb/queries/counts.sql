-- title: How much there is
-- description: The size of the knowledge base, as one row.
SELECT
    (SELECT count(*) FROM models WHERE surveyed = 1) AS surveyed_models,
    (SELECT count(*) FROM models) AS models,
    (SELECT count(*) FROM institutions WHERE surveyed = 1) AS surveyed_institutions,
    (SELECT count(*) FROM institutions) AS institutions,
    (SELECT count(*) FROM research_questions) AS questions,
    (SELECT count(*) FROM techniques WHERE parent_id IS NOT NULL) AS techniques,
    (SELECT count(*) FROM techniques WHERE parent_id IS NULL) AS technique_groups,
    (SELECT count(*) FROM design_facts) AS facts,
    (SELECT count(*) FROM design_facts WHERE basis = 'explicit') AS explicit_facts,
    (SELECT count(DISTINCT passage_id) FROM design_facts) AS sentences,
    (SELECT count(*) FROM publications) AS publications,
    (SELECT count(*) FROM citations) AS citations,
    (SELECT count(*) FROM errata) AS errata
