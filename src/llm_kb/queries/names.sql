-- title: Names
-- description: Every name by which the search finds a model, technique, institution, question or publication: its identifier, its name and its other names.
-- parameter: kind: model, technique, institution, question or publication; empty for all.
-- default: kind: model
SELECT s.kind, s.id, n.name
FROM search_index_names AS n
CROSS JOIN search_index AS s ON n.document = s.rowid
WHERE lower(trim(coalesce(:kind, ''))) IN ('', s.kind)
ORDER BY s.kind, s.id, n.spelling
