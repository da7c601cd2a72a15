-- title: The survey's references, corrected
-- description: One row per publication with corrected values where the printed ones are wrong.
-- subject: References
-- column: publication_id: Identifier of the publication.
-- column: number: Number in the survey's reference list; NULL for a publication that is not in it.
-- column: title: Title.
-- column: authors: Authors, with et al. where the survey has it.
-- column: year: Year of publication.
-- column: venue: Venue.
-- column: kind_id: Kind of publication.
-- column: arxiv_id: Identifier on arXiv.
-- column: doi: DOI of the publication.
-- column: url: URL of the publication.
-- column: citations: Number of times the text cites it.
-- column: corrected: 1 where a printed value is corrected, else 0.
-- column: model_names: Names of the models that it is the publication of, joined by commas.
-- column: technique_names: Names of the techniques that it is cited for, joined by commas, in the order of the taxonomy.
-- key: publication_id
-- integers: number, year, citations, corrected
-- nullable: number, authors, year, venue, arxiv_id, doi, url, model_names, technique_names
-- reference: publication_id: publications.id
-- index: number
-- index: kind_id, number
-- index: year, number
-- index: citations, number
SELECT
    b.publication_id,
    b.number,
    coalesce(b.title_corrected, b.title) AS title,
    coalesce(b.authors_corrected, b.authors) AS authors,
    coalesce(b.year_corrected, b.year) AS year,
    coalesce(b.venue_corrected, b.venue) AS venue,
    b.kind AS kind_id,
    b.arxiv_id,
    coalesce(b.doi_corrected, b.doi) AS doi,
    coalesce(b.url_corrected, b.url) AS url,
    b.citations,
    CASE
        WHEN
            b.title_corrected IS NULL AND b.authors_corrected IS NULL AND b.year_corrected IS NULL
            AND b.venue_corrected IS NULL AND b.doi_corrected IS NULL AND b.url_corrected IS NULL
            THEN 0
        ELSE 1
    END AS corrected,
    (
        SELECT group_concat(name, ', ')
        FROM (SELECT m.name FROM models AS m WHERE m.publication_id = b.publication_id ORDER BY m.name) AS ordered
    ) AS model_names,
    (
        SELECT group_concat(name, ', ')
        FROM (
            SELECT t.name
            FROM technique_publications AS tp
            INNER JOIN techniques AS t ON tp.technique_id = t.id
            WHERE tp.publication_id = b.publication_id
            ORDER BY t.ordinal
        ) AS ordered
    ) AS technique_names
FROM bibliography AS b
