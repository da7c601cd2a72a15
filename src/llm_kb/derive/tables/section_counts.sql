-- title: Sections in numbers
-- description: One row per section with facts, with numbers of facts, models and techniques of the survey.
-- subject: Questions, findings and figures
-- place: 80
-- column: section: Number of the section.
-- column: facts: Number of facts.
-- column: models: Number of releases that the facts are about.
-- column: techniques: Number of techniques in those facts.
-- key: section
-- integers: facts, models, techniques
SELECT
    section,
    count(*) AS facts,
    count(DISTINCT release_id) AS models,
    count(DISTINCT technique_id) AS techniques
FROM design_facts
WHERE source_kind = 'survey'
GROUP BY section
