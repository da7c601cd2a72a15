-- title: Numbers of references
-- description: Number of references of each year, as corrected, and of each kind of publication.
-- internal: yes
SELECT
    p.year,
    kind.name AS kind,
    count(*) AS publications,
    p.kind_id
FROM corrected_publications AS p
INNER JOIN publication_kinds AS kind ON p.kind_id = kind.id
WHERE p.number IS NOT NULL
GROUP BY p.year, kind.ordinal, kind.name, p.kind_id
ORDER BY p.year NULLS LAST, kind.ordinal
