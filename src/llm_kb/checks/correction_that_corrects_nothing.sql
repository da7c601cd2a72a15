-- severity: doubt
-- description: A corrected value differs from the printed one.
-- cure: empty the corrected column
SELECT 'publications ' || id AS "row", 'has a correction that equals the print' AS problem
FROM publications
WHERE
    title = title_corrected OR year = year_corrected OR doi = doi_corrected OR url = url_corrected
    OR venue_id = venue_corrected
