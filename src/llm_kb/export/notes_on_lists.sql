-- title: What those lists have wrong, by the model that it touches; a spelling only where the list itself has it wrong
SELECT DISTINCT e.ordinal, e.id, e.title, e.correction, p.model_id
FROM errata AS e
INNER JOIN errata_places AS p ON e.id = p.erratum_id
LEFT OUTER JOIN model_listings AS x ON p.source_id = x.source_id AND p.model_id = x.model_id
WHERE
    p.source_id IN (SELECT source_id FROM model_listings WHERE url IS NOT NULL)
    AND (e.kind_id = 'listing' OR e.correction <> x.name_printed)
ORDER BY e.ordinal, p.model_id
