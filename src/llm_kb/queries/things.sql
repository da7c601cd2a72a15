-- title: Things that have pages
-- description: The ids of all models, techniques and so on that have pages of their own, by kind.
-- internal: yes
-- parameter: kind: question, model, technique, institution, publication, fact or source; empty for all.
-- parameter: limit: Maximum number of each kind; empty for no limit.
-- parameter: offset: Number of entries of each kind to skip; empty for none.
-- default: kind: model
WITH things (kind, rank, id, ordinal) AS (
    SELECT 'question', 1, id, ordinal FROM research_questions
    UNION ALL
    SELECT 'model', 2, id, 0 FROM models
    UNION ALL
    SELECT 'technique', 3, id, ordinal FROM techniques
    UNION ALL
    SELECT 'institution', 4, id, 0 FROM institutions
    UNION ALL
    SELECT 'publication', 5, CAST(number AS TEXT), number FROM publications WHERE number IS NOT NULL
    UNION ALL
    SELECT 'fact', 6, fact_id, 0 FROM design_facts
    UNION ALL
    SELECT 'source', 7, id, 0 FROM sources
),
placed AS (
    SELECT kind, rank, id, row_number() OVER (PARTITION BY kind ORDER BY ordinal, id) AS place
    FROM things
    WHERE
        kind = lower(:kind)  -- if kind
)
SELECT kind, id
FROM placed
WHERE
    place > :offset  -- if offset
    AND place <= :limit  -- if limit
        + :offset  -- if offset
ORDER BY rank, place
