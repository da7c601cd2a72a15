-- title: What can be searched for
-- description: One row is a model, technique, institution, question, finding, publication or fact as a searchable text.
SELECT
    'model' AS kind,
    m.id,
    m.name AS title,
    coalesce((SELECT group_concat(a.alias, ' · ') FROM model_aliases AS a WHERE a.model_id = m.id), '') AS aliases,
    i.name || ' · ' || kind.name || coalesce(' · ' || p.year, '') AS body
FROM models AS m
INNER JOIN institutions AS i ON m.institution_id = i.id
INNER JOIN model_kinds AS kind ON m.kind_id = kind.id
LEFT OUTER JOIN corrected_publications AS p ON m.publication_id = p.publication_id
UNION ALL
SELECT
    'technique',
    t.id,
    t.name,
    coalesce(
        (
            SELECT group_concat(names.name, ' · ')
            FROM (
                SELECT a.alias AS name FROM technique_aliases AS a WHERE a.technique_id = t.id
                UNION
                SELECT t.abbreviation WHERE t.abbreviation IS NOT NULL
            ) AS names
        ),
        ''
    ),
    t.definition
FROM techniques AS t
UNION ALL
SELECT
    'institution',
    i.id,
    i.name,
    '',
    coalesce((SELECT group_concat(m.name, ' · ') FROM models AS m WHERE m.institution_id = i.id), '')
FROM institutions AS i
UNION ALL
SELECT 'question', q.id, section.name || ' ' || q.question, '', d.name
FROM research_questions AS q
INNER JOIN sections AS section ON q.section_id = section.id
INNER JOIN dimensions AS d ON q.dimension_id = d.id
UNION ALL
SELECT
    'finding',
    f.id,
    upper(substr(kind.name, 1, 1)) || substr(kind.name, 2)
    || CASE WHEN f.kind_id = 'point' THEN ' ' || f.ordinal ELSE '' END
    || ' of ' || coalesce(section.name, d.name, 'the survey')
    || coalesce(', ' || topic.name, ''),
    '',
    f.statement
FROM findings AS f
INNER JOIN finding_kinds AS kind ON f.kind_id = kind.id
LEFT OUTER JOIN dimensions AS d ON f.dimension_id = d.id
LEFT OUTER JOIN research_questions AS q ON f.research_question_id = q.id
LEFT OUTER JOIN sections AS section ON q.section_id = section.id
LEFT OUTER JOIN topics AS topic ON f.topic_id = topic.id
UNION ALL
SELECT
    'publication',
    p.id,
    correct.title,
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
    || coalesce(' · ' || correct.venue, '')
    || coalesce(' · ' || correct.year, '')
FROM publications AS p
INNER JOIN corrected_publications AS correct ON p.id = correct.publication_id
UNION ALL
SELECT 'fact', fact_id, model || ' ' || relation || ' ' || technique, '', statement || ' · ' || phrase
FROM design_facts
