-- title: How widely each technique is taken up
-- description: One row per technique and relation with the numbers of models, institutions and facts: those of the survey, and beside them those of the makers' documents.
-- subject: Techniques
-- place: 20
-- facets: technique_group, relation
-- column: technique_id: Identifier of the technique.
-- column: technique: Name of the technique.
-- column: technique_group: Name of its top-level group.
-- column: relation: Relation of the models to it.
-- column: models: Number of different models by the survey's facts.
-- column: surveyed_models: Number of different models that the survey analyzes, by its facts.
-- column: institutions: Number of different developers by the survey's facts.
-- column: facts: Number of facts of the survey.
-- column: technique_abbreviation: Common abbreviation of its name; NULL where there is none.
-- column: maker_models: Number of different models by the facts of makers' documents.
-- column: maker_facts: Number of facts of makers' documents.
-- key: technique_id, relation
-- integers: models, surveyed_models, institutions, facts, maker_models, maker_facts
-- nullable: technique_abbreviation
-- index: technique_group
-- index: relation
SELECT
    f.technique_id,
    f.technique,
    f.technique_group,
    f.relation,
    count(DISTINCT CASE WHEN f.source_kind = 'survey' THEN f.model_id END) AS models,
    count(DISTINCT CASE WHEN f.source_kind = 'survey' AND f.surveyed = 1 THEN f.model_id END) AS surveyed_models,
    count(DISTINCT CASE WHEN f.source_kind = 'survey' THEN f.institution END) AS institutions,
    count(CASE WHEN f.source_kind = 'survey' THEN 1 END) AS facts,
    t.abbreviation AS technique_abbreviation,
    count(DISTINCT CASE WHEN f.source_kind NOT IN ('survey', 'list', 'catalog') THEN f.model_id END) AS maker_models,
    count(CASE WHEN f.source_kind NOT IN ('survey', 'list', 'catalog') THEN 1 END) AS maker_facts
FROM design_facts AS f
INNER JOIN techniques AS t ON f.technique_id = t.id
GROUP BY f.technique_id, f.technique, f.technique_group, f.relation, t.abbreviation
