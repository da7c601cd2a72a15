-- title: References with what they are cited for
-- description: Every reference, corrected, with the number of times the text cites it, and the models and techniques that it belongs to.
-- parameter: publication: Number of the reference; empty for all.
-- parameter: kind: Kind of publication, such as preprint; empty for all.
-- parameter: year: Year of publication, corrected; empty for all.
-- parameter: sort: citations for the most cited first, year for the newest first, else by number.
-- parameter: limit: At most so many references; empty for all.
-- parameter: offset: How many references to leave out first; empty for none.
WITH
asked (publication, kind, year, sort) AS (
    SELECT
        trim(coalesce(:publication, '')),
        lower(trim(coalesce(:kind, ''))),
        trim(coalesce(:year, '')),
        lower(trim(coalesce(:sort, '')))
),
kinds_asked (id) AS (
    SELECT kind.id FROM asked INNER JOIN publication_kinds AS kind ON asked.kind IN ('', kind.id, lower(kind.name))
),
chosen (number, place) AS (
    SELECT b.number, 0
    FROM asked
    CROSS JOIN bibliography AS b ON b.number = CAST(asked.publication AS INTEGER)
    WHERE
        CAST(b.number AS TEXT) = asked.publication
        AND b.kind IN (SELECT id FROM kinds_asked)
        AND asked.year IN ('', CAST(coalesce(b.year_corrected, b.year) AS TEXT))
    UNION ALL
    SELECT number, 0
    FROM bibliography
    WHERE
        coalesce(
            nullif(trim(:publication), ''), nullif(trim(:kind), ''), nullif(trim(:year), ''), nullif(trim(:sort), '')
        ) IS NULL
        AND number IS NOT NULL
    UNION ALL
    SELECT
        b.number,
        CASE asked.sort WHEN 'citations' THEN -b.citations WHEN 'year' THEN -coalesce(b.year_corrected, b.year, 0) ELSE 0 END
    FROM asked
    CROSS JOIN bibliography AS b
    WHERE
        trim(coalesce(:publication, '')) = ''
        AND coalesce(nullif(trim(:kind), ''), nullif(trim(:year), ''), nullif(trim(:sort), '')) IS NOT NULL
        AND b.number IS NOT NULL
        AND (asked.kind = '' OR b.kind IN (SELECT id FROM kinds_asked))
        AND asked.year IN ('', CAST(coalesce(b.year_corrected, b.year) AS TEXT))
    ORDER BY 2, 1
    LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
    OFFSET CAST(coalesce(:offset, '') AS INTEGER)
)
SELECT
    b.number,
    coalesce(b.title_corrected, b.title) AS title,
    coalesce(b.authors_corrected, b.authors) AS authors,
    coalesce(b.year_corrected, b.year) AS year,
    coalesce(b.venue_corrected, b.venue) AS venue,
    kind.name AS kind,
    b.citations,
    (
        SELECT group_concat(name, ', ')
        FROM (SELECT m.name FROM models AS m WHERE m.publication_id = b.publication_id ORDER BY m.name)
    ) AS models,
    (
        SELECT group_concat(name, ', ')
        FROM (
            SELECT t.name
            FROM technique_publications AS tp
            INNER JOIN techniques AS t ON tp.technique_id = t.id
            WHERE tp.publication_id = b.publication_id
            ORDER BY t.ordinal
        )
    ) AS techniques,
    b.arxiv_id,
    coalesce(b.doi_corrected, b.doi) AS doi,
    coalesce(b.url_corrected, b.url) AS url,
    CASE
        WHEN
            coalesce(
                b.title_corrected, b.authors_corrected, b.year_corrected, b.venue_corrected, b.doi_corrected, b.url_corrected
            ) IS NULL THEN 0
        ELSE 1
    END AS corrected,
    kind.id AS kind_id,
    b.publication_id
FROM chosen
CROSS JOIN bibliography AS b ON chosen.number = b.number
INNER JOIN publication_kinds AS kind ON b.kind = kind.id
ORDER BY chosen.place, b.number
