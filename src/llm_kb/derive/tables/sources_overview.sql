-- title: Sources at a glance
-- description: One row per source with its kind, its publisher, how far it was read, and how much was taken from it.
-- subject: Sources and specifications
-- place: 9
-- facets: kind, publisher, official, read
-- sort: title
-- shown: title, kind, publisher, official, date, read, models, facts, specifications, verdicts, url, source_id
-- page: source
-- unlabeled: yes
-- column: source_id: Identifier of the source.
-- column: title: Title as printed.
-- column: kind: Kind of document, such as survey, technical-report or model-card; NULL where none is recorded.
-- column: publisher: Developer whose document it is; NULL for the survey.
-- column: official: 1 for the text from the publisher's own place, 0 for a copy of it by others; NULL where that is not recorded.
-- column: date: Date printed on it.
-- column: read: How far it was read: whole, or which part.
-- column: pages: Number of pages; NULL where it has none.
-- column: repository: Repository that has it.
-- column: revision: Revision of the repository that was read.
-- column: path: Path of the document within the repository.
-- column: url: URL of the document.
-- column: license: License of the document as it names it.
-- column: models: Number of models that it speaks for.
-- column: model_names: Their names, joined by commas; NULL where none is recorded.
-- column: statements: Number of statements that paraphrase it.
-- column: facts: Number of facts that it supports.
-- column: specifications: Number of values that it gives for attributes of models.
-- column: undisclosed: Number of attributes of models that it withholds or does not give, as far as recorded.
-- column: verdicts: Number of facts of the survey that were compared with it.
-- column: publisher_id: Identifier of the publisher.
-- column: publication_id: Identifier of the reference of the survey that is the same work.
-- key: source_id
-- integers: official, pages, models, statements, facts, specifications, undisclosed, verdicts
-- nullable: kind, publisher, official, date, read, pages, repository, revision, path, url, license, model_names, publisher_id, publication_id
-- reference: source_id: sources.id
-- reference: publisher_id: institutions.id
-- reference: publication_id: publications.id
-- index: title
-- index: kind
-- index: publisher
-- index: publication_id
WITH said (source_id, statements) AS (
    SELECT p.source_id, count(*) FROM statements AS s INNER JOIN passages AS p ON s.passage_id = p.id GROUP BY p.source_id
),
supported (source_id, facts) AS (
    SELECT source_id, count(*) FROM design_facts GROUP BY source_id
),
specified (source_id, specifications, undisclosed) AS (
    SELECT source_id, count(value), count(*) - count(value) FROM specifications GROUP BY source_id
),
judged (source_id, verdicts) AS (
    SELECT source_id, count(*) FROM verdicts GROUP BY source_id
),
spoken_for (source_id, models, names) AS (
    SELECT source_id, count(*), group_concat(name, ', ')
    FROM (
        SELECT dm.source_id, m.name
        FROM document_models AS dm
        INNER JOIN models AS m ON dm.model_id = m.id
        ORDER BY dm.source_id, m.name
    ) AS ordered
    GROUP BY source_id
)
SELECT
    s.id AS source_id,
    s.title,
    d.kind_id AS kind,
    i.name AS publisher,
    d.official,
    s.date,
    d.read,
    d.pages,
    d.repository,
    d.revision,
    d.path,
    s.url,
    d.license,
    coalesce(spoken_for.models, 0) AS models,
    spoken_for.names AS model_names,
    coalesce(said.statements, 0) AS statements,
    coalesce(supported.facts, 0) AS facts,
    coalesce(specified.specifications, 0) AS specifications,
    coalesce(specified.undisclosed, 0) AS undisclosed,
    coalesce(judged.verdicts, 0) AS verdicts,
    d.publisher_id,
    d.publication_id
FROM sources AS s
LEFT OUTER JOIN documents AS d ON s.id = d.source_id
LEFT OUTER JOIN institutions AS i ON d.publisher_id = i.id
LEFT OUTER JOIN said ON s.id = said.source_id
LEFT OUTER JOIN supported ON s.id = supported.source_id
LEFT OUTER JOIN specified ON s.id = specified.source_id
LEFT OUTER JOIN judged ON s.id = judged.source_id
LEFT OUTER JOIN spoken_for ON s.id = spoken_for.source_id
