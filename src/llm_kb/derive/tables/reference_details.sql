-- title: References with what a citation needs
-- description: One row per publication with its authors as CSL-JSON names, its corrected fields and the errata that explain them.
-- subject: References
-- column: publication_id: Identifier of the publication.
-- column: authors: Its authors in order, as a JSON array of CSL-JSON names.
-- column: corrected_fields: Names of the corrected fields, joined by commas; NULL where there are none.
-- column: errata: Identifiers of the errata that explain the corrections, joined by commas; NULL where there are none.
-- key: publication_id
-- nullable: corrected_fields, errata
-- reference: publication_id: publications.id
WITH corrections (publication_id, ordinal, kind_id, field, printed) AS (
    SELECT id, 1, 'title', 'title', title FROM publications WHERE title_corrected IS NOT NULL
    UNION ALL
    SELECT publication_id, 2, 'name', 'authors', name_printed FROM authorships WHERE name_corrected IS NOT NULL
    UNION ALL
    SELECT id, 3, 'venue', 'venue', venue_printed FROM publications WHERE venue_corrected IS NOT NULL
    UNION ALL
    SELECT id, 4, 'year', 'year', CAST(year AS TEXT) FROM publications WHERE year_corrected IS NOT NULL
    UNION ALL
    SELECT id, 5, 'url', 'DOI', url FROM publications WHERE doi_corrected IS NOT NULL
    UNION ALL
    SELECT id, 6, 'url', 'address', url FROM publications WHERE url_corrected IS NOT NULL
),
corrected (publication_id, fields) AS (
    SELECT publication_id, group_concat(field, ', ')
    FROM (
        SELECT DISTINCT publication_id, ordinal, field FROM corrections ORDER BY publication_id, ordinal
    ) AS ordered
    GROUP BY publication_id
),
explained (publication_id, errata) AS (
    SELECT publication_id, group_concat(id, ', ')
    FROM (
        SELECT DISTINCT c.publication_id, e.ordinal, e.id
        FROM corrections AS c
        INNER JOIN errata_places AS place
            ON c.publication_id = place.publication_id AND replace(c.printed, place.printed, '') <> c.printed
        INNER JOIN errata AS e ON place.erratum_id = e.id AND c.kind_id = e.kind_id
        ORDER BY c.publication_id, e.ordinal
    ) AS ordered
    GROUP BY publication_id
),
/* The parts of each name as strings of JSON. */
quoted (id, is_literal, name, family, given) AS (
    SELECT
        id,
        CASE WHEN is_group = 1 OR family IS NULL THEN 1 ELSE 0 END,
        '"' || replace(replace(name, '\', '\\'), '"', '\"') || '"',
        '"' || replace(replace(family, '\', '\\'), '"', '\"') || '"',
        coalesce('"' || replace(replace(given, '\', '\\'), '"', '\"') || '"', 'null')
    FROM authors
),
written (publication_id, authors) AS (
    SELECT publication_id, group_concat(author, ',')
    FROM (
        SELECT
            s.publication_id,
            CASE a.is_literal
                WHEN 1 THEN '{"literal":' || a.name || '}'
                ELSE '{"family":' || a.family || ',"given":' || a.given || '}'
            END AS author
        FROM authorships AS s
        INNER JOIN quoted AS a ON s.author_id = a.id
        ORDER BY s.publication_id, s.ordinal
    ) AS ordered
    GROUP BY publication_id
)
SELECT
    p.id AS publication_id,
    '[' || coalesce(written.authors, '') || ']' AS authors,
    corrected.fields AS corrected_fields,
    explained.errata
FROM publications AS p
LEFT OUTER JOIN written ON p.id = written.publication_id
LEFT OUTER JOIN corrected ON p.id = corrected.publication_id
LEFT OUTER JOIN explained ON p.id = explained.publication_id
