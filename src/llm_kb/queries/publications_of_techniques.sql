-- title: Publications of the techniques
-- description: The publications that the survey cites for a technique, and whether they introduce it, describe it or are merely cited for it.
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all.
-- parameter: publication: Number of a reference; empty for all.
SELECT
    t.name AS technique,
    role.name AS role,
    p.number,
    coalesce(p.title_corrected, p.title) AS title,
    coalesce(p.year_corrected, p.year) AS year,
    coalesce(p.url_corrected, p.url) AS url,
    t.id AS technique_id
FROM technique_publications AS tp
INNER JOIN technique_names AS wanted ON tp.technique_id = wanted.technique_id
INNER JOIN techniques AS t ON tp.technique_id = t.id
INNER JOIN publications AS p ON tp.publication_id = p.id
INNER JOIN publication_roles AS role ON tp.role_id = role.id
WHERE
    wanted.name = lower(trim(coalesce(:technique, '')))
    AND trim(coalesce(:publication, '')) IN ('', CAST(p.number AS TEXT))
ORDER BY t.ordinal, role.ordinal, p.number
