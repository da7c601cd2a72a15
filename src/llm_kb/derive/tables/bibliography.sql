-- title: The survey's references
-- description: One row per publication: a reference as printed, with corrections in separate columns.
-- subject: References
-- place: 10
-- facets: kind, year
-- sort: number
-- shown: number, title, authors, year, venue, url, arxiv_id, doi, kind, title_corrected, authors_corrected, year_corrected, venue_corrected, url_corrected, doi_corrected, citations
-- size: 200
-- page: publication
-- column: number: Number in the survey's reference list.
-- column: title: Title as printed.
-- column: authors: Authors as printed, with et al. where printed.
-- column: year: Year as printed.
-- column: venue: Venue as printed.
-- column: url: URL as printed.
-- column: arxiv_id: Identifier on arXiv as printed.
-- column: doi: DOI as printed.
-- column: kind: Kind of publication.
-- column: title_corrected: Corrected title, where the printed one is wrong.
-- column: authors_corrected: Corrected authors, where a printed name is wrong.
-- column: year_corrected: Corrected year, where the printed one is wrong.
-- column: venue_corrected: Corrected venue, where the printed one is wrong.
-- column: url_corrected: Corrected URL, where the printed one is wrong.
-- column: doi_corrected: Corrected DOI, where the printed one is wrong.
-- column: citations: Number of times the text cites it.
-- column: publication_id: Identifier of the publication.
-- column: arxiv: Identifier on arXiv with its prefix, so that CSV readers do not take it for a number.
-- key: publication_id
-- integers: number, year, year_corrected, citations
-- nullable: number, authors, year, venue, url, arxiv_id, doi, title_corrected, authors_corrected, year_corrected, venue_corrected, url_corrected, doi_corrected, arxiv
-- index: number
-- index: kind
-- index: year
-- index: kind, year_corrected, year, citations, number
SELECT
    p.number,
    p.title,
    names.printed || CASE WHEN p.et_al = 1 THEN ', et al.' ELSE '' END AS authors,
    p.year,
    p.venue_printed AS venue,
    p.url,
    p.arxiv_id,
    p.doi,
    p.kind_id AS kind,
    p.title_corrected,
    CASE
        WHEN names.slips > 0 THEN names.corrected || CASE WHEN p.et_al = 1 THEN ', et al.' ELSE '' END
    END AS authors_corrected,
    p.year_corrected,
    v.name AS venue_corrected,
    p.url_corrected,
    p.doi_corrected,
    (SELECT count(*) FROM citations AS c WHERE c.publication_id = p.id) AS citations,
    p.id AS publication_id,
    'arXiv:' || p.arxiv_id AS arxiv
FROM publications AS p
LEFT OUTER JOIN venues AS v ON p.venue_corrected = v.id
LEFT OUTER JOIN (
    SELECT
        publication_id,
        group_concat(separator || name_printed, '') AS printed,
        group_concat(separator || coalesce(name_corrected, name_printed), '') AS corrected,
        count(name_corrected) AS slips
    FROM (
        SELECT
            a.publication_id,
            a.name_printed,
            a.name_corrected,
            CASE
                WHEN a.ordinal = 1 THEN ''
                WHEN a.ordinal < count(*) OVER (PARTITION BY a.publication_id) OR p.et_al = 1 THEN ', '
                WHEN a.ordinal = 2 THEN ' and '
                ELSE ', and '
            END AS separator
        FROM authorships AS a
        INNER JOIN publications AS p ON a.publication_id = p.id
        ORDER BY a.publication_id, a.ordinal
    ) AS ordered
    GROUP BY publication_id
) AS names ON p.id = names.publication_id
