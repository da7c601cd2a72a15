-- title: How widely each technique is taken up
-- description: One row is a technique and a relation, with the number of models and institutions that stand in it.
-- subject: Techniques
-- place: 20
-- facets: technique_group, relation
-- column: technique_id: Identifier of the technique.
-- column: technique: Name of the technique.
-- column: technique_group: Name of its top-level group.
-- column: relation: How the models stand to it.
-- column: models: Number of different models.
-- column: surveyed_models: Number of different models that the survey analyses.
-- column: institutions: Number of different makers.
-- column: facts: Number of facts.
-- key: technique_id, relation
-- integers: models, surveyed_models, institutions, facts
-- index: technique_group
-- index: relation
SELECT
    technique_id,
    technique,
    technique_group,
    relation,
    count(DISTINCT model_id) AS models,
    count(DISTINCT CASE WHEN surveyed = 1 THEN model_id END) AS surveyed_models,
    count(DISTINCT institution) AS institutions,
    count(*) AS facts
FROM design_facts
GROUP BY technique_id, technique, technique_group, relation
