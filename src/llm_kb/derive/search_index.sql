-- title: What can be searched for
-- description: One row per model, technique, institution, question, finding, publication, fact, specification, source, attribute, erratum, term or set of prompt markers of a model, as searchable text.
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
SELECT
    'fact',
    f.fact_id,
    f.model || ' ' || f.relation || ' ' || f.technique,
    coalesce((SELECT group_concat(a.alias, ' · ') FROM model_aliases AS a WHERE a.model_id = f.model_id AND a.alias <> f.model), '')
    || coalesce(
        ' · ' || (
            SELECT group_concat(names.name, ' · ')
            FROM (
                SELECT a.alias AS name FROM technique_aliases AS a WHERE a.technique_id = t.id
                UNION
                SELECT t.abbreviation WHERE t.abbreviation IS NOT NULL
            ) AS names
        ),
        ''
    ),
    f.statement || ' · ' || f.phrase
    || coalesce(
        ' · ' || (
            SELECT group_concat(x.printed, ' · ')
            FROM measurement_evidence AS e
            INNER JOIN measurements AS x ON e.measurement_id = x.id
            WHERE e.evidence_id = f.fact_id
        ),
        ''
    )
FROM design_facts AS f
INNER JOIN techniques AS t ON f.technique_id = t.id
UNION ALL
SELECT
    'erratum',
    e.id,
    e.title,
    'errata · error · mistake · wrong · ' || kind.name
    || coalesce(
        ' · ' || (
            SELECT group_concat(m.name, ' · ')
            FROM erratum_models AS of_model
            INNER JOIN models AS m ON of_model.model_id = m.id
            WHERE of_model.erratum_id = e.id
        ),
        ''
    ),
    coalesce(e.correction || ' · ', '') || e.reason
FROM errata AS e
INNER JOIN erratum_kinds AS kind ON e.kind_id = kind.id
UNION ALL
SELECT
    'marker',
    m.id,
    'Prompt markers of ' || m.name,
    group_concat(marker.marker, ' · '),
    'prompt format · chat template · special tokens · ' || group_concat(DISTINCT role.name)
FROM prompt_markers AS marker
INNER JOIN models AS m ON marker.model_id = m.id
INNER JOIN marker_roles AS role ON marker.role_id = role.id
GROUP BY m.id, m.name
UNION ALL
SELECT 'attribute', id, name, replace(id, '_', ' ') || ' · specification', definition FROM attributes
UNION ALL
SELECT
    'source',
    s.source_id,
    s.title,
    replace(s.source_id, '-', ' ') || ' · document · ' || kind.name || coalesce(' · ' || s.publisher, ''),
    coalesce(s.model_names, '') || coalesce(' · ' || substr(s.date, 1, 4), '')
FROM sources_overview AS s
INNER JOIN source_kinds AS kind ON s.kind = kind.id
UNION ALL
SELECT
    'specification',
    s.model_id || '/' || s.attribute,
    s.model || ' ' || s.attribute_name || ': ' || s.value,
    coalesce((SELECT group_concat(a.alias, ' · ') FROM model_aliases AS a WHERE a.model_id = s.model_id AND a.alias <> s.model), '')
    || coalesce(' · ' || s.printed, ''),
    s.statement || ' · ' || s.phrase || coalesce(' · ' || s.scope, '')
FROM specifications AS s
-- an example of a prompt format repeats the tokens of its template
WHERE s.preferred = 1 AND s.value IS NOT NULL AND s.attribute_kind <> 'example'
UNION ALL
SELECT
    'specification',
    m.id,
    'Specifications of ' || m.name,
    coalesce((SELECT group_concat(a.alias, ' · ') FROM model_aliases AS a WHERE a.model_id = m.id AND a.alias <> m.name), ''),
    coalesce(sheet.cells, '')
FROM models AS m
INNER JOIN (
    SELECT model_id, group_concat(cell, ' · ') AS cells
    FROM (
        SELECT
            model_id,
            CASE
                WHEN attribute_kind <> 'flag' THEN attribute_name || ' ' || value || coalesce(' ' || printed, '')
                WHEN number = 1 THEN attribute_name
            END AS cell
        FROM specifications
        WHERE preferred = 1 AND value IS NOT NULL AND attribute_kind <> 'example'
        ORDER BY place
    ) AS ordered
    GROUP BY model_id
) AS sheet ON m.id = sheet.model_id
UNION ALL
SELECT 'term', 'relation/' || id, name || ' (relation)', id, definition FROM relations
UNION ALL
SELECT 'term', 'basis/' || id, name || ' (basis of a fact)', id, definition FROM bases
UNION ALL
SELECT 'term', 'stage/' || id, name || ' (stage)', id, definition FROM stages
UNION ALL
SELECT 'term', 'role of a model/' || id, name || ' (role of a model)', id, definition FROM roles
UNION ALL
SELECT 'term', 'kind of model/' || id, name || ' (kind of model)', id, definition FROM model_kinds
UNION ALL
SELECT 'term', 'kind of erratum/' || id, name || ' (kind of erratum)', id, definition FROM erratum_kinds
UNION ALL
SELECT 'term', 'status of an erratum/' || id, name || ' (status of an erratum)', id, definition FROM erratum_statuses
UNION ALL
SELECT 'term', 'status of a specification/' || id, name || ' (status of a specification)', id, definition FROM specification_statuses
UNION ALL
SELECT 'term', 'verdict/' || id, name || ' (verdict)', id, definition FROM verdict_kinds
UNION ALL
SELECT 'term', 'kind of source/' || id, name || ' (kind of source)', id, definition FROM source_kinds
