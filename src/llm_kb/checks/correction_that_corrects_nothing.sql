-- severity: doubt
-- description: A corrected value differs from the printed one.
-- cure: clear the corrected column
SELECT 'publications ' || id AS "row", 'has a correction equal to the printed value' AS problem
FROM publications
WHERE
    title = title_corrected OR year = year_corrected OR doi = doi_corrected OR url = url_corrected
    OR venue_id = venue_corrected
