-- severity: doubt
-- description: A publication is not dated before its arXiv id, except an id of January, which may be from a submission in December.
-- cure: look up the publication, and correct its year or add an erratum for its id
SELECT 'publications ' || id AS "row", 'is of ' || coalesce(year_corrected, year) || ' and arXiv ' || arxiv_id AS problem
FROM publications
WHERE 2000 + substr(arxiv_id, 1, 2) - (substr(arxiv_id, 3, 2) = '01') > coalesce(year_corrected, year)
