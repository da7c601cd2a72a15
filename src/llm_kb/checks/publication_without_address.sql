-- severity: doubt
-- description: Every publication has a year and an identifier or URL.
-- cure: look up the publication
SELECT 'publications ' || id AS "row", 'has no year, or no identifier or URL' AS problem
FROM publications
WHERE coalesce(year_corrected, year) IS NULL OR coalesce(url_corrected, url) IS NULL
