-- title: References as printed and corrected
-- description: Every part of a reference as the survey prints it, with the right one beside it where the two differ.
-- parameter: publication: Number of the reference; empty for all.
-- default: publication: 12
WITH
asked (publication) AS (SELECT trim(coalesce(:publication, ''))),
chosen (id) AS (
    SELECT p.id
    FROM asked
    CROSS JOIN publications AS p ON p.number = CAST(asked.publication AS INTEGER)
    WHERE CAST(p.number AS TEXT) = asked.publication
    UNION ALL
    SELECT id FROM publications WHERE trim(coalesce(:publication, '')) = ''
),
wanted AS (
    SELECT b.* FROM chosen CROSS JOIN bibliography AS b ON chosen.id = b.publication_id
),
parts (number, ordinal, field, printed, corrected) AS (
    SELECT number, 1, 'title', title, title_corrected FROM wanted
    UNION ALL
    SELECT number, 2, 'authors', authors, authors_corrected FROM wanted
    UNION ALL
    SELECT number, 3, 'venue', venue, venue_corrected FROM wanted
    UNION ALL
    SELECT number, 4, 'year', CAST(year AS TEXT), CAST(year_corrected AS TEXT) FROM wanted
    UNION ALL
    SELECT number, 5, 'arXiv', arxiv_id, NULL FROM wanted
    UNION ALL
    SELECT number, 6, 'DOI', doi, doi_corrected FROM wanted
    UNION ALL
    SELECT number, 7, 'address', url, url_corrected FROM wanted
)
SELECT number, field, printed, corrected
FROM parts
WHERE coalesce(printed, corrected) IS NOT NULL
ORDER BY number, ordinal
