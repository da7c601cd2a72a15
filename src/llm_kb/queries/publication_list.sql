-- title: References with what they are cited for
-- description: Every reference, corrected, with the number of times the text cites it, and the models and techniques that it belongs to.
-- parameter: publication: Number of the reference; empty for all.
-- parameter: kind: Kind of publication, such as preprint; empty for all.
-- parameter: year: Year of publication, corrected; empty for all.
WITH
asked (publication, kind, year) AS (
    SELECT trim(coalesce(:publication, '')), lower(trim(coalesce(:kind, ''))), trim(coalesce(:year, ''))
),
model_names_by_publication (publication_id, names) AS (
    SELECT publication_id, group_concat(name, ', ')
    FROM (SELECT publication_id, name FROM models WHERE publication_id IS NOT NULL ORDER BY publication_id, name)
    GROUP BY publication_id
),
technique_names_by_publication (publication_id, names) AS (
    SELECT publication_id, group_concat(name, ', ')
    FROM (
        SELECT tp.publication_id, t.name
        FROM technique_publications AS tp
        INNER JOIN techniques AS t ON tp.technique_id = t.id
        ORDER BY tp.publication_id, t.ordinal
    )
    GROUP BY publication_id
)
SELECT
    p.number,
    coalesce(p.title_corrected, p.title) AS title,
    coalesce(b.authors_corrected, b.authors) AS authors,
    coalesce(p.year_corrected, p.year) AS year,
    coalesce(b.venue_corrected, b.venue) AS venue,
    kind.name AS kind,
    b.citations,
    m.names AS models,
    t.names AS techniques,
    p.arxiv_id,
    coalesce(p.doi_corrected, p.doi) AS doi,
    coalesce(p.url_corrected, p.url) AS url,
    CASE
        WHEN
            coalesce(
                p.title_corrected, b.authors_corrected, p.year_corrected, p.venue_corrected, p.doi_corrected, p.url_corrected
            ) IS NULL THEN 0
        ELSE 1
    END AS corrected,
    kind.id AS kind_id,
    p.id AS publication_id
FROM publications AS p
INNER JOIN bibliography AS b ON p.number = b.number
INNER JOIN publication_kinds AS kind ON p.kind_id = kind.id
CROSS JOIN asked
LEFT OUTER JOIN model_names_by_publication AS m ON p.id = m.publication_id
LEFT OUTER JOIN technique_names_by_publication AS t ON p.id = t.publication_id
WHERE
    asked.publication IN ('', CAST(p.number AS TEXT))
    AND asked.kind IN ('', kind.id, lower(kind.name))
    AND asked.year IN ('', CAST(coalesce(p.year_corrected, p.year) AS TEXT))
ORDER BY p.number
