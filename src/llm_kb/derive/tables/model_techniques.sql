-- title: Techniques that models have
-- description: One row per technique and model that uses or introduces it, by the survey's facts.
-- subject: Models and developers
-- column: model_id: Identifier of the model.
-- column: technique_id: Identifier of the technique.
-- column: release_id: Identifier of the release that the model belongs to.
-- key: model_id, technique_id
-- index: release_id, technique_id
SELECT DISTINCT model_id, technique_id, release_id
FROM design_facts
WHERE source_kind = 'survey' AND relation IN ('uses', 'introduces')
