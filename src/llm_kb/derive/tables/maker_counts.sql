-- title: Makers' documents in numbers
-- description: One row per technique, model, institution or research question that makers' documents state facts about; all numbers are by these facts, a technique includes its subtypes and a model its variants.
-- subject: Sources and specifications
-- place: 75
-- column: kind: What is counted for: technique, model, institution or question.
-- column: id: Its identifier; for a research question the number of its section.
-- column: facts: Number of facts.
-- column: models: Number of releases that the facts are about; a variant counts with its release.
-- column: adopting_models: Number of those that use or introduce a technique.
-- column: techniques: Number of techniques in the facts.
-- column: documents: Number of documents that state them.
-- key: kind, id
-- integers: facts, models, adopting_models, techniques, documents
WITH stated (release_id, model_id, institution, technique_id, relation, source_id) AS (
    SELECT release_id, model_id, institution, technique_id, relation, source_id
    FROM design_facts
    WHERE source_kind NOT IN ('survey', 'list', 'catalog')
),
subjects (kind, id, release_id, technique_id, relation, source_id) AS (
    SELECT 'technique', t.id, f.release_id, f.technique_id, f.relation, f.source_id
    FROM stated AS f
    INNER JOIN technique_names AS reach ON f.technique_id = reach.technique_id
    INNER JOIN techniques AS t ON reach.name = t.id
    UNION ALL
    SELECT 'model', m.id, f.release_id, f.technique_id, f.relation, f.source_id
    FROM stated AS f
    INNER JOIN model_names AS reach ON f.model_id = reach.model_id
    INNER JOIN models AS m ON reach.name = m.id
    UNION ALL
    SELECT 'institution', i.id, f.release_id, f.technique_id, f.relation, f.source_id
    FROM stated AS f
    INNER JOIN institutions AS i ON f.institution = i.name
    UNION ALL
    SELECT 'question', q.section, f.release_id, f.technique_id, f.relation, f.source_id
    FROM stated AS f
    INNER JOIN technique_questions AS q ON f.technique_id = q.technique_id
    WHERE q.section IS NOT NULL
)
SELECT
    kind,
    id,
    count(*) AS facts,
    count(DISTINCT release_id) AS models,
    count(DISTINCT CASE WHEN relation IN ('uses', 'introduces') THEN release_id END) AS adopting_models,
    count(DISTINCT technique_id) AS techniques,
    count(DISTINCT source_id) AS documents
FROM subjects
GROUP BY kind, id
