-- title: The survey and every document, that of the first edition first, with how much was taken from each
SELECT
    s.id, s.title, s.authors, s.date, s.url, s.description, s.rights, x.kind, x.publisher, x.official, x.repository,
    x.revision, x.path, x.pages, x.read, x.license, x.statements, x.facts, x.specifications, x.verdicts
FROM sources AS s
INNER JOIN sources_overview AS x ON s.id = x.source_id
ORDER BY
    s.id <> (SELECT e.source_id FROM editions AS e ORDER BY e.ordinal LIMIT 1),
    x.publisher IS NOT NULL, x.publisher, s.title, s.id
