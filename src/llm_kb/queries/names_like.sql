-- title: Names like a name
-- description: Names that may be meant by one with slips: those that are about as long and begin with one of its first two letters, and those that begin like it; some thousands at most.
-- parameter: kind: model, technique, institution, question or publication; empty for all.
-- parameter: like: The name as it was typed; empty for all names.
-- default: like: lama 3
WITH asked (kind, spelling, slips) AS (
    SELECT kind, spelling, max(1, length(spelling) / 4)
    FROM (
        SELECT
            lower(trim(coalesce(:kind, ''))) AS kind,
            replace(replace(replace(lower(trim(substr(coalesce(:like, ''), 1, 120))), ' ', ''), '-', ''), '_', '') AS spelling
    )
),
kinds (kind, first, last) AS (
    SELECT k.kind, k.first, k.last FROM asked INNER JOIN search_index_kinds AS k ON asked.kind IN ('', k.kind)
),
letters (letter) AS (
    SELECT substr(spelling, 1, 1) FROM asked WHERE spelling <> ''
    UNION
    SELECT substr(spelling, 2, 1) FROM asked WHERE length(spelling) > 1
),
near (spelling, document, name) AS (
    SELECT spelling, document, name
    FROM (
        SELECT n.spelling, n.document, n.name
        FROM asked
        CROSS JOIN letters
        CROSS JOIN search_index_names AS n
            ON n.spelling BETWEEN letters.letter AND letters.letter || char(1114111)
        WHERE
            length(n.spelling) BETWEEN length(asked.spelling) - asked.slips AND length(asked.spelling) + asked.slips
            AND EXISTS (SELECT 1 FROM kinds WHERE n.document BETWEEN kinds.first AND kinds.last)
        LIMIT 5000
    )
    UNION
    SELECT spelling, document, name
    FROM (
        SELECT n.spelling, n.document, n.name
        FROM asked
        CROSS JOIN search_index_names AS n
            ON n.spelling BETWEEN asked.spelling AND asked.spelling || char(1114111)
        WHERE
            asked.spelling <> ''
            AND EXISTS (SELECT 1 FROM kinds WHERE n.document BETWEEN kinds.first AND kinds.last)
        LIMIT 1000
    )
    UNION ALL
    SELECT spelling, document, name FROM search_index_names WHERE trim(coalesce(:like, '')) = ''
)
SELECT s.kind, s.id, near.name, s.title
FROM near
CROSS JOIN search_index AS s ON near.document = s.rowid
INNER JOIN asked ON asked.kind IN ('', s.kind)
ORDER BY s.kind, s.id, near.spelling
