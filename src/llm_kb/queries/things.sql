-- title: Things that have pages
-- description: The identifiers of all models, techniques and so on that have pages of their own, kind by kind.
-- parameter: kind: question, model, technique, institution, publication or fact; empty for all.
-- parameter: limit: At most so many of each kind; empty for all.
-- parameter: offset: How many of each kind to leave out first; empty for none.
-- default: kind: model
SELECT kind, id
FROM (
    SELECT 'question' AS kind, q.id AS id
    FROM research_questions AS q
    WHERE lower(trim(coalesce(:kind, ''))) IN ('', 'question')
    ORDER BY q.ordinal
    LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
    OFFSET CAST(coalesce(:offset, '') AS INTEGER)
)
UNION ALL
SELECT kind, id
FROM (
    SELECT 'model' AS kind, m.id AS id
    FROM models AS m
    WHERE lower(trim(coalesce(:kind, ''))) IN ('', 'model')
    ORDER BY m.id
    LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
    OFFSET CAST(coalesce(:offset, '') AS INTEGER)
)
UNION ALL
SELECT kind, id
FROM (
    SELECT 'technique' AS kind, t.id AS id
    FROM techniques AS t
    WHERE lower(trim(coalesce(:kind, ''))) IN ('', 'technique')
    ORDER BY t.ordinal
    LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
    OFFSET CAST(coalesce(:offset, '') AS INTEGER)
)
UNION ALL
SELECT kind, id
FROM (
    SELECT 'institution' AS kind, i.id AS id
    FROM institutions AS i
    WHERE lower(trim(coalesce(:kind, ''))) IN ('', 'institution')
    ORDER BY i.id
    LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
    OFFSET CAST(coalesce(:offset, '') AS INTEGER)
)
UNION ALL
SELECT kind, id
FROM (
    SELECT 'publication' AS kind, CAST(p.number AS TEXT) AS id
    FROM publications AS p
    WHERE lower(trim(coalesce(:kind, ''))) IN ('', 'publication') AND p.number IS NOT NULL
    ORDER BY p.number
    LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
    OFFSET CAST(coalesce(:offset, '') AS INTEGER)
)
UNION ALL
SELECT kind, id
FROM (
    SELECT 'fact' AS kind, f.fact_id AS id
    FROM design_facts AS f
    WHERE lower(trim(coalesce(:kind, ''))) IN ('', 'fact')
    ORDER BY f.fact_id
    LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
    OFFSET CAST(coalesce(:offset, '') AS INTEGER)
)
