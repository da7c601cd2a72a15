-- title: Models with what is known of them
-- description: Every model with its maker, its place in the tree, its publication and the number of its facts, those of its variants included.
-- parameter: model: Model, by its id, name or a spelling of it; empty for all.
-- parameter: institution: Institution that made the models or under which the survey lists them, by its id or name; empty for all.
-- parameter: dimension: Dimension of design choice in which something is known of the models, by its id or name; empty for all.
-- parameter: year: Year of the model's publication, corrected; empty for all.
-- parameter: surveyed: 1 for the models that the survey analyses, 0 for the others; empty for all.
-- parameter: publication: Number of the reference that is the model's publication; empty for all.
WITH
asked (model, institution, dimension, year, surveyed, publication) AS (
    SELECT
        lower(trim(coalesce(:model, ''))),
        lower(trim(coalesce(:institution, ''))),
        lower(trim(coalesce(:dimension, ''))),
        trim(coalesce(:year, '')),
        trim(coalesce(:surveyed, '')),
        trim(coalesce(:publication, ''))
),
counts (model_id, facts, techniques, architecture, post_training, optimization) AS (
    SELECT
        m.id,
        count(*),
        count(DISTINCT f.technique_id),
        count(CASE WHEN d.id = 'architecture' THEN 1 END),
        count(CASE WHEN d.id = 'post-training' THEN 1 END),
        count(CASE WHEN d.id = 'optimization' THEN 1 END)
    FROM models AS m
    INNER JOIN model_names AS reach ON m.id = reach.name
    INNER JOIN design_facts AS f ON reach.model_id = f.model_id
    LEFT OUTER JOIN dimensions AS d ON f.dimension = d.name
    GROUP BY m.id
)
SELECT
    m.name AS model,
    kind.name AS kind,
    parent.name AS parent,
    maker.name AS institution,
    lister.name AS listed_under,
    m.surveyed,
    coalesce(p.year_corrected, p.year) AS year,
    coalesce(counts.facts, 0) AS facts,
    coalesce(counts.techniques, 0) AS techniques,
    coalesce(counts.architecture, 0) AS architecture,
    coalesce(counts.post_training, 0) AS post_training,
    coalesce(counts.optimization, 0) AS optimization,
    coalesce(p.title_corrected, p.title) AS publication,
    p.number,
    (
        SELECT group_concat(alias, ' · ')
        FROM (SELECT alias FROM model_aliases WHERE model_id = m.id AND alias <> m.name ORDER BY alias)
    ) AS aliases,
    kind.id AS kind_id,
    maker.id AS institution_id,
    lister.id AS listed_under_id,
    m.parent_id AS parent_model_id,
    m.id AS model_id
FROM models AS m
INNER JOIN model_kinds AS kind ON m.kind_id = kind.id
INNER JOIN institutions AS maker ON m.institution_id = maker.id
CROSS JOIN asked
LEFT OUTER JOIN institutions AS lister ON m.listed_under_id = lister.id
LEFT OUTER JOIN models AS parent ON m.parent_id = parent.id
LEFT OUTER JOIN publications AS p ON m.publication_id = p.id
LEFT OUTER JOIN counts ON m.id = counts.model_id
WHERE
    (asked.model = '' OR m.id IN (SELECT model_id FROM model_names WHERE name = asked.model AND own = 1))
    AND (
        asked.institution IN ('', maker.id, lower(maker.name))
        OR asked.institution IN (lister.id, lower(lister.name))
    )
    AND (
        asked.dimension = ''
        OR m.id IN (
            SELECT reach.name
            FROM design_facts AS f
            INNER JOIN model_names AS reach ON f.model_id = reach.model_id
            INNER JOIN dimensions AS d ON f.dimension = d.name
            WHERE asked.dimension IN (d.id, lower(d.name))
        )
    )
    AND asked.year IN ('', CAST(coalesce(p.year_corrected, p.year) AS TEXT))
    AND asked.surveyed IN ('', CAST(m.surveyed AS TEXT))
    AND asked.publication IN ('', CAST(p.number AS TEXT))
ORDER BY maker.ordinal, year, m.name, m.id
