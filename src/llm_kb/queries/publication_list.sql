-- title: References by citations, models and techniques
-- description: Every reference, as corrected, with how often the text cites it and the models and techniques that it belongs to.
-- subject: References
-- place: 10
-- parameter: publication: Number of the reference; empty for all.
-- parameter: kind: Kind of publication, such as preprint; empty for all.
-- parameter: year: Year of publication, as corrected; empty for all.
-- parameter: sort: citations (most cited first) or year (newest first); empty for by number.
-- parameter: limit: Maximum number of references; empty for no limit.
-- parameter: offset: Number of references to skip; empty for none.
-- number: publication, year
SELECT
    p.number, p.title, p.authors, p.year, p.venue, kind.name AS kind, p.citations, p.model_names AS models,
    p.technique_names AS techniques, p.arxiv_id, p.doi, p.url, p.corrected, p.kind_id, p.publication_id
FROM corrected_publications AS p
INNER JOIN publication_kinds AS kind ON p.kind_id = kind.id
WHERE
    p.number IS NOT NULL
    AND p.number = :publication  -- if publication
    AND lower(:kind) IN (kind.id, lower(kind.name))  -- if kind
    AND p.year = :year  -- if year
ORDER BY
    p.citations DESC,  -- if sort = citations
    p.year DESC NULLS LAST,  -- if sort = year
    p.number
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
