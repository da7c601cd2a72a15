-- title: Search everything
-- description: Models, techniques, institutions, questions, findings, publications and facts that hold all the words, the best match first, at most 200.
-- parameter: words: Words to look for, or beginnings of words, in any order; signs have no meaning of their own; empty to list what there is.
-- parameter: kind: model, technique, institution, question, finding, publication or fact; empty for all.
-- default: words: load balancing
WITH asked (words, kind) AS (
    SELECT
        trim(replace(replace(replace(substr(:words, 1, min(length(:words), 500)), char(9), ' '), char(10), ' '), char(13), ' ')),
        lower(trim(coalesce(:kind, '')))
),
matching (terms) AS (
    SELECT '"' || replace(replace(coalesce(words, ''), '"', ' '), ' ', '"* "') || '"*' FROM asked
),
found AS (
    SELECT s.kind, s.id, s.title, s.body, bm25(search_index, 0, 0, 10, 5, 1) AS score
    FROM search_index AS s
    CROSS JOIN asked
    WHERE search_index MATCH (SELECT terms FROM matching) AND asked.kind IN ('', s.kind)
    UNION ALL
    SELECT s.kind, s.id, s.title, s.body, 0
    FROM search_index AS s
    CROSS JOIN asked
    WHERE coalesce(asked.words, '') = '' AND asked.kind IN ('', s.kind)
)
SELECT kind, title, body, id
FROM found
ORDER BY score, kind, title, id
LIMIT 200
