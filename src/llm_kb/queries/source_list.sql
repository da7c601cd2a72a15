-- title: Sources
-- description: Every source: what it is, who published it, how far it was read, and how much was taken from it.
-- words: documents, reports, model cards, references
-- subject: Sources and specifications
-- place: 180
-- parameter: source: Source, by id, or a kind of source such as model-card; empty for all.
-- parameter: institution: Publisher, by id or name; empty for all.
-- parameter: model: Model for which it speaks, by id, name or alias, including its variants; empty for all.
-- parameter: limit: Maximum number of sources; empty for no limit.
-- parameter: offset: Number of sources to skip; empty for none.
SELECT
    x.title, x.kind, x.publisher, x.official, x.date, x.read, x.pages, x.models, x.model_names, x.statements, x.facts,
    x.specifications, x.undisclosed, x.verdicts, x.repository, x.revision, x.path, x.url, x.license, x.publisher_id,
    x.publication_id, x.source_id, count(*) OVER () AS sources_in_all
FROM sources_overview AS x
WHERE
    lower(:source) IN (x.source_id, x.kind)  -- if source
    AND x.publisher_id IN (SELECT institution_id FROM institution_names WHERE name = lower(:institution))  -- if institution
    AND x.source_id IN (  -- if model
        SELECT dm.source_id
        FROM document_models AS dm
        INNER JOIN model_names AS n ON dm.model_id = n.model_id
        WHERE n.name = lower(:model)
    )
ORDER BY
    x.publisher NULLS FIRST, CASE x.kind WHEN 'survey' THEN 1 WHEN 'list' THEN 2 ELSE 3 END, x.title, x.source_id
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
