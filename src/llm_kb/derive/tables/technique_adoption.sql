-- title: How widely each technique is taken up
-- description: One row per technique and relation with the numbers of models, institutions and facts.
-- subject: Techniques
-- place: 20
-- facets: technique_group, relation
-- column: technique_id: Identifier of the technique.
-- column: technique: Name of the technique.
-- column: technique_group: Name of its top-level group.
-- column: relation: Relation of the models to it.
-- column: models: Number of different models.
-- column: surveyed_models: Number of different models that the survey analyzes.
-- column: institutions: Number of different developers.
-- column: facts: Number of facts.
-- column: technique_abbreviation: Common abbreviation of its name; NULL where there is none.
-- key: technique_id, relation
-- integers: models, surveyed_models, institutions, facts
-- nullable: technique_abbreviation
-- index: technique_group
-- index: relation
SELECT
    f.technique_id,
    f.technique,
    f.technique_group,
    f.relation,
    count(DISTINCT f.model_id) AS models,
    count(DISTINCT CASE WHEN f.surveyed = 1 THEN f.model_id END) AS surveyed_models,
    count(DISTINCT f.institution) AS institutions,
    count(*) AS facts,
    t.abbreviation AS technique_abbreviation
FROM design_facts AS f
INNER JOIN techniques AS t ON f.technique_id = t.id
GROUP BY f.technique_id, f.technique, f.technique_group, f.relation, t.abbreviation
