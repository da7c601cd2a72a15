-- title: Publications of the models
-- description: The publication that the survey names for each model, corrected, beside the link that the companion list gives.
-- parameter: institution: Institution, by its id or name; empty for all.
SELECT
    m.name AS model,
    i.name AS institution,
    p.number,
    coalesce(p.title_corrected, p.title) AS title,
    kind.name AS kind,
    coalesce(p.year_corrected, p.year) AS year,
    coalesce(p.url_corrected, p.url) AS url,
    x.url AS listed_url,
    x.link_kind_id AS listed_as,
    m.id AS model_id
FROM institution_names AS named
CROSS JOIN institutions AS i ON named.institution_id = i.id
CROSS JOIN models AS m ON i.id = m.institution_id
LEFT OUTER JOIN publications AS p ON m.publication_id = p.id
LEFT OUTER JOIN publication_kinds AS kind ON p.kind_id = kind.id
LEFT OUTER JOIN model_listings AS x ON m.id = x.model_id AND x.url IS NOT NULL
WHERE named.name = lower(trim(coalesce(:institution, ''))) AND (m.publication_id IS NOT NULL OR x.url IS NOT NULL)
ORDER BY i.ordinal, year, m.name
