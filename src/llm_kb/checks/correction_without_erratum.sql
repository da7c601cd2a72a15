-- severity: integrity
-- description: Every corrected value has an erratum with the reason.
-- cure: add the erratum, or remove the correction
SELECT 'publications ' || p.id AS "row", 'is corrected without an erratum' AS problem
FROM publications AS p
WHERE
    (
        coalesce(p.title_corrected, p.year_corrected, p.doi_corrected, p.url_corrected, p.venue_corrected) IS NOT NULL
        OR EXISTS (SELECT 1 FROM authorships AS a WHERE a.publication_id = p.id AND a.name_corrected IS NOT NULL)
    )
    AND NOT EXISTS (SELECT 1 FROM errata_places AS e WHERE e.publication_id = p.id)
