-- severity: doubt
-- description: A publication has a year and an address.
-- cure: look the publication up
SELECT 'publications ' || id AS "row", 'has no year or no address' AS problem
FROM publications
WHERE coalesce(year_corrected, year) IS NULL OR coalesce(url_corrected, url) IS NULL
