-- severity: doubt
-- description: Every publication is cited, is a document or, outside the survey's list, describes a technique, and every author, venue and developer is used.
-- cure: remove the row, or add what refers to it
SELECT 'publications ' || id AS "row", 'is cited nowhere, and no document' AS problem FROM publications
WHERE id NOT IN (
    SELECT publication_id FROM citations
    UNION
    SELECT publication_id FROM documents WHERE publication_id IS NOT NULL
    UNION
    SELECT t.publication_id FROM technique_publications AS t
    INNER JOIN publications AS p ON t.publication_id = p.id AND p.number IS NULL
)
UNION ALL
SELECT 'authors ' || id, 'wrote no publication' FROM authors
WHERE id NOT IN (SELECT author_id FROM authorships)
UNION ALL
SELECT 'venues ' || id, 'published nothing' FROM venues
WHERE id NOT IN (
    SELECT venue_id FROM publications WHERE venue_id IS NOT NULL
    UNION
    SELECT venue_corrected FROM publications WHERE venue_corrected IS NOT NULL
)
UNION ALL
SELECT 'institutions ' || id, 'makes and lists no model, and publishes no document' FROM institutions
WHERE id NOT IN (
    SELECT institution_id FROM models
    UNION
    SELECT listed_under_id FROM models WHERE listed_under_id IS NOT NULL
    UNION
    SELECT publisher_id FROM documents WHERE publisher_id IS NOT NULL
)
