-- severity: doubt
-- description: No two publications share an arXiv id, a DOI or a URL, unless an erratum says so.
-- cure: correct the wrong one, or add an erratum of kind duplicate
WITH marks (id, mark) AS (
    SELECT id, 'arXiv ' || arxiv_id FROM publications WHERE arxiv_id IS NOT NULL
    UNION ALL
    SELECT id, 'DOI ' || lower(coalesce(doi_corrected, doi)) FROM publications WHERE coalesce(doi_corrected, doi) IS NOT NULL
    UNION ALL
    SELECT id, 'address ' || coalesce(url_corrected, url) FROM publications WHERE coalesce(url_corrected, url) IS NOT NULL
)
SELECT 'publications ' || a.id AS "row", 'has the ' || a.mark || ' of ' || b.id AS problem
FROM marks AS a
INNER JOIN marks AS b ON a.mark = b.mark AND a.id < b.id
WHERE NOT EXISTS (
    SELECT 1
    FROM errata AS e
    INNER JOIN errata_places AS one ON e.id = one.erratum_id
    INNER JOIN errata_places AS other ON e.id = other.erratum_id
    WHERE e.kind_id = 'duplicate' AND one.publication_id = a.id AND other.publication_id = b.id
)
