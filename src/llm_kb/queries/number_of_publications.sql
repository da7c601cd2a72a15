-- title: Numbers of references
-- description: How many references there are of each year, corrected, and each kind of publication.
SELECT
    coalesce(b.year_corrected, b.year) AS year,
    kind.name AS kind,
    count(*) AS publications,
    b.kind AS kind_id
FROM bibliography AS b
INNER JOIN publication_kinds AS kind ON b.kind = kind.id
WHERE b.number IS NOT NULL
GROUP BY coalesce(b.year_corrected, b.year), kind.ordinal, kind.name, b.kind
ORDER BY year IS NULL, year, kind.ordinal
