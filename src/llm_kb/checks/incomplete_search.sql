-- severity: integrity
-- description: Everything that can be searched for is in the search index.
-- cure: build the database anew
SELECT 'search_index ' || kind AS "row", 'holds ' || found || ' of ' || expected AS problem
FROM (
    SELECT 'model' AS kind, (SELECT count(*) FROM models) AS expected, (SELECT count(*) FROM search_index WHERE kind = 'model') AS found
    UNION ALL
    SELECT 'technique', (SELECT count(*) FROM techniques), (SELECT count(*) FROM search_index WHERE kind = 'technique')
    UNION ALL
    SELECT 'institution', (SELECT count(*) FROM institutions), (SELECT count(*) FROM search_index WHERE kind = 'institution')
    UNION ALL
    SELECT 'question', (SELECT count(*) FROM research_questions), (SELECT count(*) FROM search_index WHERE kind = 'question')
    UNION ALL
    SELECT 'finding', (SELECT count(*) FROM findings), (SELECT count(*) FROM search_index WHERE kind = 'finding')
    UNION ALL
    SELECT 'publication', (SELECT count(*) FROM publications), (SELECT count(*) FROM search_index WHERE kind = 'publication')
    UNION ALL
    SELECT 'fact', (SELECT count(*) FROM design_facts), (SELECT count(*) FROM search_index WHERE kind = 'fact')
) AS counts
WHERE found <> expected
