-- severity: doubt
-- description: A publication is not older than its number on arXiv, but for one of January, given to what was sent in December.
-- cure: look the publication up, and correct its year or tell of its number in an erratum
SELECT 'publications ' || id AS "row", 'is of ' || coalesce(year_corrected, year) || ' and arXiv ' || arxiv_id AS problem
FROM publications
WHERE 2000 + substr(arxiv_id, 1, 2) - (substr(arxiv_id, 3, 2) = '01') > coalesce(year_corrected, year)
