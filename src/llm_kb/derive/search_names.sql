-- title: What is found by its name
-- description: One row per name of a model, technique, institution, question, publication, attribute or source, with its form: 1 the name, 2 an alias, 3 the identifier.
SELECT 'model' AS kind, id, name, 1 AS form FROM models
UNION ALL
SELECT 'model', model_id, alias, 2 FROM model_aliases WHERE kind_id <> 'elliptic'
UNION ALL
SELECT 'model', id, id, 3 FROM models
UNION ALL
SELECT 'technique', id, name, 1 FROM techniques
UNION ALL
SELECT 'technique', technique_id, alias, 2 FROM technique_aliases
UNION ALL
SELECT 'technique', id, abbreviation, 2 FROM techniques WHERE abbreviation IS NOT NULL
UNION ALL
SELECT 'technique', id, id, 3 FROM techniques
UNION ALL
SELECT 'institution', id, name, 1 FROM institutions
UNION ALL
SELECT 'institution', id, id, 3 FROM institutions
UNION ALL
SELECT 'question', id, question, 1 FROM research_questions
UNION ALL
SELECT 'question', q.id, section.name, 2
FROM research_questions AS q
INNER JOIN sections AS section ON q.section_id = section.id
UNION ALL
SELECT 'publication', publication_id, title, 1 FROM corrected_publications
UNION ALL
SELECT 'publication', id, title, 2 FROM publications
UNION ALL
SELECT 'publication', id, id, 3 FROM publications
UNION ALL
SELECT 'attribute', id, name, 1 FROM attributes
UNION ALL
SELECT 'attribute', id, id, 3 FROM attributes
UNION ALL
SELECT 'source', source_id, title, 1 FROM sources_overview WHERE kind IS NOT NULL
UNION ALL
SELECT 'source', source_id, source_id, 3 FROM sources_overview WHERE kind IS NOT NULL
