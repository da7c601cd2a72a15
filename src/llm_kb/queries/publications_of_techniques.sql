-- title: Publications of the techniques
-- description: The publications that the survey cites for a technique, and whether they introduce it, describe it or are merely cited for it.
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all.
-- parameter: publication: Number of a reference; empty for all.
-- parameter: limit: At most so many publications; empty for all.
WITH
asked (technique, publication) AS (SELECT lower(trim(coalesce(:technique, ''))), trim(coalesce(:publication, ''))),
cited (technique_id, publication_id, role_id) AS (
    SELECT tp.technique_id, tp.publication_id, tp.role_id
    FROM asked
    CROSS JOIN technique_names AS wanted ON wanted.name = asked.technique
    CROSS JOIN technique_publications AS tp ON tp.technique_id = wanted.technique_id
    WHERE
        trim(coalesce(:publication, '')) = ''
        AND tp.publication_id IN (
            SELECT first.publication_id
            FROM technique_publications AS first
            WHERE first.technique_id = wanted.technique_id
            ORDER BY first.publication_id
            LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
        )
    UNION ALL
    SELECT tp.technique_id, tp.publication_id, tp.role_id
    FROM asked
    CROSS JOIN publications AS p ON p.number = CAST(asked.publication AS INTEGER)
    CROSS JOIN technique_publications AS tp ON tp.publication_id = p.id
    CROSS JOIN technique_names AS wanted ON wanted.name = asked.technique AND wanted.technique_id = tp.technique_id
    WHERE CAST(p.number AS TEXT) = asked.publication
)
SELECT
    t.name AS technique,
    role.name AS role,
    p.number,
    coalesce(p.title_corrected, p.title) AS title,
    coalesce(p.year_corrected, p.year) AS year,
    coalesce(p.url_corrected, p.url) AS url,
    t.id AS technique_id
FROM cited
INNER JOIN techniques AS t ON cited.technique_id = t.id
INNER JOIN publications AS p ON cited.publication_id = p.id
INNER JOIN publication_roles AS role ON cited.role_id = role.id
ORDER BY t.ordinal, role.ordinal, p.number
LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
