-- title: Publications of the models
-- description: The publication that the survey cites for each model, as corrected, beside the link in the companion list.
-- subject: References
-- place: 50
-- parameter: institution: Developer, by id or name; empty for all.
SELECT
    m.name AS model, i.name AS institution, p.number, p.title, kind.name AS kind, p.year, p.url, x.url AS listed_url,
    x.link_kind_id AS listed_as, m.id AS model_id
FROM models AS m
INNER JOIN institutions AS i ON m.institution_id = i.id
LEFT OUTER JOIN corrected_publications AS p ON m.publication_id = p.publication_id
LEFT OUTER JOIN publication_kinds AS kind ON p.kind_id = kind.id
LEFT OUTER JOIN model_listings AS x ON m.id = x.model_id AND x.url IS NOT NULL
WHERE
    coalesce(m.publication_id, x.url) IS NOT NULL
    AND i.id IN (SELECT institution_id FROM institution_names WHERE name = lower(:institution))  -- if institution
ORDER BY i.ordinal, p.year, m.name
