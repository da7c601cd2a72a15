-- severity: doubt
-- description: Every correction rests on an erratum that is verified or evident from the entry.
-- cure: look up the publication and record how the correction is known, or remove it
SELECT 'publications ' || b.id AS "row", 'is corrected only by unverified errata' AS problem
FROM publications AS b
INNER JOIN errata_places AS p ON b.id = p.publication_id
INNER JOIN errata AS e ON p.erratum_id = e.id
WHERE
    coalesce(b.title_corrected, b.year_corrected, b.doi_corrected, b.url_corrected, b.venue_corrected) IS NOT NULL
    OR EXISTS (SELECT 1 FROM authorships AS a WHERE b.id = a.publication_id AND a.name_corrected IS NOT NULL)
GROUP BY b.id
HAVING min(e.status_id) = 'unverified' AND max(e.status_id) = 'unverified'
