-- severity: integrity
-- description: The search index contains everything that can be searched for.
-- cure: rebuild the database
WITH indexed (kind, documents) AS MATERIALIZED (
    SELECT kind, count(*) FROM search_index GROUP BY kind
),
expected (kind, things) AS (
    SELECT 'model', count(*) FROM models
    UNION ALL
    SELECT 'technique', count(*) FROM techniques
    UNION ALL
    SELECT 'institution', count(*) FROM institutions
    UNION ALL
    SELECT 'question', count(*) FROM research_questions
    UNION ALL
    SELECT 'finding', count(*) FROM findings
    UNION ALL
    SELECT 'publication', count(*) FROM publications
    UNION ALL
    SELECT 'fact', count(*) FROM design_facts
    UNION ALL
    SELECT 'erratum', count(*) FROM errata
    UNION ALL
    SELECT 'marker', count(DISTINCT model_id) FROM prompt_markers
    UNION ALL
    SELECT 'attribute', count(*) FROM attributes
    UNION ALL
    SELECT 'source', count(*) FROM documents
    UNION ALL
    SELECT 'specification', count(*) + count(DISTINCT model_id) FROM specifications WHERE preferred = 1 AND value IS NOT NULL AND attribute_kind <> 'example'
)
SELECT 'search_index ' || expected.kind AS "row", 'holds ' || coalesce(indexed.documents, 0) || ' of ' || expected.things AS problem
FROM expected
LEFT OUTER JOIN indexed ON expected.kind = indexed.kind
WHERE coalesce(indexed.documents, 0) <> expected.things
