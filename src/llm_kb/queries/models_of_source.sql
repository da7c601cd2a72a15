-- title: Models that a document is about
-- description: For which models a document speaks, in the order of their names.
-- subject: Sources and specifications
-- place: 185
-- parameter: source: Source, by id, or a kind of source such as model-card; empty for all.
-- parameter: limit: Maximum number of rows; empty for no limit.
-- default: source: model-card
SELECT m.name AS model, k.name AS kind, x.title AS source, x.publisher, dm.model_id, dm.source_id
FROM document_models AS dm
INNER JOIN models AS m ON dm.model_id = m.id
INNER JOIN model_kinds AS k ON m.kind_id = k.id
INNER JOIN sources_overview AS x ON dm.source_id = x.source_id
WHERE
    lower(:source) IN (x.source_id, x.kind)  -- if source
ORDER BY x.title, x.source_id, m.name, m.id
LIMIT :limit  -- if limit
