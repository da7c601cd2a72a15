-- title: How much there is
-- description: One row per total, such as the number of models; facts, sentences and releases are those of the survey, and what makers' documents give has totals of its own.
-- subject: Search and metadata
-- place: 30
-- column: name: Name of the total.
-- column: number: Number of such things.
-- key: name
-- integers: number
SELECT 'surveyed_models' AS name, count(*) AS number FROM models WHERE surveyed = 1
UNION ALL
SELECT 'models', count(*) FROM models
UNION ALL
SELECT 'surveyed_institutions', count(*) FROM institutions WHERE surveyed = 1
UNION ALL
SELECT 'institutions', count(*) FROM institutions
UNION ALL
SELECT 'questions', count(*) FROM research_questions
UNION ALL
SELECT 'techniques', count(*) FROM techniques WHERE parent_id IS NOT NULL
UNION ALL
SELECT 'technique_groups', count(*) FROM techniques WHERE parent_id IS NULL
UNION ALL
SELECT 'facts', count(*) FROM design_facts WHERE source_kind = 'survey'
UNION ALL
SELECT 'explicit_facts', count(*) FROM design_facts WHERE source_kind = 'survey' AND basis = 'explicit'
UNION ALL
SELECT 'sentences', count(DISTINCT passage_id) FROM design_facts WHERE source_kind = 'survey'
UNION ALL
SELECT 'publications', count(*) FROM publications
UNION ALL
SELECT 'citations', count(*) FROM citations
UNION ALL
SELECT 'errata', count(*) FROM errata
UNION ALL
SELECT 'releases', count(DISTINCT release_id) FROM design_facts WHERE source_kind = 'survey'
UNION ALL
SELECT 'surveyed_releases', count(*)
FROM models
WHERE surveyed = 1 AND id IN (SELECT release_id FROM design_facts WHERE source_kind = 'survey')
UNION ALL
SELECT 'lessons', count(*) FROM lineage
UNION ALL
SELECT 'sources', count(*) FROM sources
UNION ALL
SELECT 'maker_documents', count(*) FROM documents WHERE kind_id NOT IN ('survey', 'list', 'catalog')
UNION ALL
SELECT 'maker_facts', count(*) FROM design_facts WHERE source_kind NOT IN ('survey', 'list', 'catalog')
UNION ALL
SELECT 'specifications', count(*) FROM specifications WHERE value IS NOT NULL
UNION ALL
SELECT 'specified_models', count(*) FROM spec_sheet
UNION ALL
SELECT 'checked_facts', count(*) FROM design_facts WHERE verdict IS NOT NULL
UNION ALL
SELECT 'contradicted_facts', count(*) FROM design_facts WHERE verdict = 'contradicted'
