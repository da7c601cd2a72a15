-- title: Techniques that releases have
-- description: One row per technique and release that uses or introduces it, itself or in one of its variants, by the survey's facts.
-- subject: Techniques
-- place: 100
-- column: technique_id: Identifier of the technique.
-- column: release_id: Identifier of the release.
-- key: technique_id, release_id
-- index: release_id
SELECT DISTINCT technique_id, release_id
FROM design_facts
WHERE source_kind = 'survey' AND relation IN ('uses', 'introduces')
