-- title: What can be searched for
-- description: One row is a model, technique, institution, question, finding, publication or fact as a searchable text.
SELECT
    'model' AS kind,
    m.id,
    m.name AS title,
    coalesce((SELECT group_concat(a.alias, ' · ') FROM model_aliases AS a WHERE a.model_id = m.id), '') AS aliases,
    i.name AS body
FROM models AS m
INNER JOIN institutions AS i ON m.institution_id = i.id
UNION ALL
SELECT
    'technique',
    t.id,
    t.name,
    coalesce((SELECT group_concat(a.alias, ' · ') FROM technique_aliases AS a WHERE a.technique_id = t.id), ''),
    t.definition
FROM techniques AS t
UNION ALL
SELECT 'institution', id, name, '', '' FROM institutions
UNION ALL
SELECT 'question', id, question, '', '' FROM research_questions
UNION ALL
SELECT 'finding', f.id, f.kind_id, '', f.statement FROM findings AS f
UNION ALL
SELECT
    'publication',
    p.id,
    coalesce(p.title_corrected, p.title),
    CASE WHEN p.title_corrected IS NULL THEN '' ELSE p.title END,
    coalesce(
        (
            SELECT group_concat(a.name, ', ')
            FROM authorships AS s
            INNER JOIN authors AS a ON s.author_id = a.id
            WHERE s.publication_id = p.id
        ),
        ''
    )
FROM publications AS p
UNION ALL
SELECT 'fact', fact_id, model || ' ' || relation || ' ' || technique, '', statement || ' ' || phrase
FROM design_facts
ORDER BY kind, id
