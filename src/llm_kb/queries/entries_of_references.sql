-- title: References as printed and corrected
-- description: Every field of a reference as the survey prints it, with the corrected value beside it where the two differ.
-- subject: References
-- place: 80
-- parameter: publication: Number of the reference; empty for all.
-- default: publication: 12
-- number: publication
WITH parts (number, ordinal, field, printed, corrected) AS (
    SELECT number, 1, 'title', title, title_corrected FROM bibliography
    UNION ALL
    SELECT number, 2, 'authors', authors, authors_corrected FROM bibliography
    UNION ALL
    SELECT number, 3, 'venue', venue, venue_corrected FROM bibliography
    UNION ALL
    SELECT number, 4, 'year', CAST(year AS TEXT), CAST(year_corrected AS TEXT) FROM bibliography
    UNION ALL
    SELECT number, 5, 'arXiv', arxiv_id, NULL FROM bibliography
    UNION ALL
    SELECT number, 6, 'DOI', doi, doi_corrected FROM bibliography
    UNION ALL
    SELECT number, 7, 'address', url, url_corrected FROM bibliography
)
SELECT number, field, printed, corrected
FROM parts
WHERE
    coalesce(printed, corrected) IS NOT NULL
    AND number = :publication  -- if publication
ORDER BY number, ordinal
