-- title: References to cite
-- description: Publications with every correction applied, ready to be cited: the authors in their order as names of CSL-JSON, what was corrected, and the errata that say why.
-- parameter: publication: Publication, by its number in the survey's list; empty for all.
-- parameter: model: Model, by its id, name or another name of it, for its publication and those of all that belongs to it; a model without one has that of the nearest above it; empty for all.
-- default: publication: 93
WITH RECURSIVE asked (publication, model) AS (
    SELECT trim(coalesce(:publication, ''), ' []'), lower(trim(coalesce(:model, '')))
),
above (publication_id, parent_id) AS (
    SELECT m.publication_id, m.parent_id
    FROM asked
    INNER JOIN model_names AS n ON n.name = nullif(lower(trim(:model)), '') AND n.own = 1
    INNER JOIN models AS m ON n.model_id = m.id
    UNION
    SELECT m.publication_id, m.parent_id
    FROM above
    INNER JOIN models AS m ON above.parent_id = m.id
    WHERE above.publication_id IS NULL
),
of_model (publication_id) AS (
    SELECT publication_id FROM above
    UNION
    SELECT m.publication_id
    FROM asked
    INNER JOIN model_names AS n ON n.name = nullif(lower(trim(:model)), '')
    INNER JOIN models AS m ON n.model_id = m.id
),
wanted (id) AS (
    SELECT p.id FROM asked CROSS JOIN publications AS p ON p.id = asked.publication
    UNION
    SELECT publication_id FROM of_model WHERE publication_id IS NOT NULL AND (SELECT publication FROM asked) = ''
    UNION
    SELECT id FROM publications WHERE coalesce(nullif(trim(:publication, ' []'), ''), nullif(trim(:model), '')) IS NULL
),
chosen (id) AS (
    SELECT wanted.id
    FROM wanted
    CROSS JOIN asked
    WHERE asked.model = '' OR wanted.id IN (SELECT publication_id FROM of_model)
),
printed AS (SELECT p.* FROM chosen CROSS JOIN publications AS p ON chosen.id = p.id),
corrections (publication_id, ordinal, kind_id, field, printed) AS (
    SELECT id, 1, 'title', 'title', title FROM printed WHERE title_corrected IS NOT NULL
    UNION ALL
    SELECT s.publication_id, 2, 'name', 'authors', s.name_printed
    FROM chosen
    CROSS JOIN authorships AS s ON chosen.id = s.publication_id
    WHERE s.name_corrected IS NOT NULL
    UNION ALL
    SELECT id, 3, 'venue', 'venue', venue_printed FROM printed WHERE venue_corrected IS NOT NULL
    UNION ALL
    SELECT id, 4, 'year', 'year', CAST(year AS TEXT) FROM printed WHERE year_corrected IS NOT NULL
    UNION ALL
    SELECT id, 5, 'url', 'DOI', url FROM printed WHERE doi_corrected IS NOT NULL
    UNION ALL
    SELECT id, 6, 'url', 'address', url FROM printed WHERE url_corrected IS NOT NULL
),
corrected (publication_id, fields) AS (
    SELECT publication_id, group_concat(field, ', ')
    FROM (SELECT DISTINCT publication_id, ordinal, field FROM corrections ORDER BY publication_id, ordinal)
    GROUP BY publication_id
),
told (publication_id, errata) AS (
    SELECT publication_id, group_concat(id, ', ')
    FROM (
        SELECT DISTINCT c.publication_id, e.ordinal, e.id
        FROM corrections AS c
        CROSS JOIN errata_places AS x ON c.publication_id = x.publication_id AND instr(c.printed, x.printed) > 0
        INNER JOIN errata AS e ON x.erratum_id = e.id AND c.kind_id = e.kind_id
        ORDER BY c.publication_id, e.ordinal
    )
    GROUP BY publication_id
),
written (publication_id, authors) AS (
    SELECT publication_id, json_group_array(json(author))
    FROM (
        SELECT
            s.publication_id,
            CASE
                WHEN a.is_group = 1 OR a.family IS NULL THEN json_object('literal', a.name)
                ELSE json_object('family', a.family, 'given', a.given)
            END AS author
        FROM chosen
        CROSS JOIN authorships AS s ON chosen.id = s.publication_id
        INNER JOIN authors AS a ON s.author_id = a.id
        ORDER BY s.publication_id, s.ordinal
    )
    GROUP BY publication_id
)
SELECT
    p.number,
    coalesce(p.title_corrected, p.title) AS title,
    coalesce(written.authors, '[]') AS authors,
    p.et_al,
    p.kind_id AS kind,
    kind.name AS kind_name,
    coalesce(right_venue.name, p.venue_printed) AS venue,
    coalesce(p.year_corrected, p.year) AS year,
    p.arxiv_id,
    coalesce(p.doi_corrected, p.doi) AS doi,
    coalesce(p.url_corrected, p.url) AS url,
    corrected.fields AS corrected,
    told.errata,
    p.id AS publication_id
FROM chosen
CROSS JOIN publications AS p ON chosen.id = p.id
INNER JOIN publication_kinds AS kind ON p.kind_id = kind.id
LEFT OUTER JOIN venues AS right_venue ON p.venue_corrected = right_venue.id
LEFT OUTER JOIN written ON p.id = written.publication_id
LEFT OUTER JOIN corrected ON p.id = corrected.publication_id
LEFT OUTER JOIN told ON p.id = told.publication_id
ORDER BY p.number, p.id
