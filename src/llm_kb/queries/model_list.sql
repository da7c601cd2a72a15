-- title: Models with what is known of them
-- description: Every model with its maker, its place in the tree, its publication and the number of its facts, those of its variants included.
-- parameter: model: Model, by its id, name or a spelling of it; empty for all.
-- parameter: institution: Institution that made the models or under which the survey lists them, by its id or name; empty for all.
-- parameter: dimension: Dimension of design choice in which something is known of the models, by its id or name; empty for all.
-- parameter: year: Year of the model's publication, corrected; empty for all.
-- parameter: surveyed: 1 for the models that the survey analyses, 0 for the others; empty for all.
-- parameter: publication: Number of the reference that is the model's publication; empty for all.
-- parameter: sort: model, year, facts or techniques: by name, or the latest or most first; empty for maker, year and name.
-- parameter: limit: At most so many models; empty for all.
-- parameter: offset: How many models to leave out before the first; empty for none.
WITH
making (institution_id) AS (
    SELECT institution_id FROM institution_names WHERE name = lower(trim(coalesce(:institution, '')))
),
found AS (
    SELECT c.*
    FROM model_names AS named
    CROSS JOIN model_counts AS c ON named.model_id = c.model_id
    WHERE named.name = lower(trim(coalesce(:model, ''))) AND named.name <> '' AND named.own = 1
    UNION ALL
    SELECT c.*
    FROM models AS m
    CROSS JOIN model_counts AS c ON m.id = c.model_id
    WHERE trim(coalesce(:model, '')) = '' AND m.publication_id = trim(coalesce(:publication, ''))
    UNION ALL
    SELECT c.*
    FROM model_counts AS c
    WHERE
        trim(coalesce(:model, '') || coalesce(:publication, '')) = '' AND trim(coalesce(:institution, '')) <> ''
        AND (
            c.institution_id IN (SELECT institution_id FROM making)
            OR c.listed_under_id IN (SELECT institution_id FROM making)
        )
    UNION ALL
    SELECT c.*
    FROM model_counts AS c
    WHERE
        trim(coalesce(:model, '') || coalesce(:publication, '') || coalesce(:institution, '')) = ''
        AND (trim(coalesce(:surveyed, '')) = '' OR c.surveyed = CAST(:surveyed AS INTEGER))
),
fitting (model_id, place, alphabetical, numerical) AS MATERIALIZED (
    SELECT
        model_id,
        place,
        CASE WHEN lower(trim(coalesce(:sort, ''))) = 'model' THEN name END,
        CASE lower(trim(coalesce(:sort, ''))) WHEN 'year' THEN year WHEN 'facts' THEN facts WHEN 'techniques' THEN techniques END
    FROM found
    WHERE
        (
            trim(coalesce(:publication, '')) = ''
            OR trim(:publication) = (SELECT publication_id FROM models WHERE id = found.model_id)
        )
        AND (
            trim(coalesce(:institution, '')) = ''
            OR institution_id IN (SELECT institution_id FROM making)
            OR listed_under_id IN (SELECT institution_id FROM making)
        )
        AND (
            trim(coalesce(:dimension, '')) = ''
            OR CASE (SELECT id FROM dimensions WHERE lower(trim(:dimension)) IN (id, lower(name)))
                WHEN 'architecture' THEN architecture
                WHEN 'post-training' THEN post_training
                WHEN 'optimization' THEN optimization
            END > 0
        )
        AND (trim(coalesce(:year, '')) = '' OR trim(:year) = CAST(year AS TEXT))
        AND (trim(coalesce(:surveyed, '')) = '' OR trim(:surveyed) = CAST(surveyed AS TEXT))
),
shown AS (
    SELECT *
    FROM fitting
    ORDER BY alphabetical, numerical DESC, place
    LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
    OFFSET CAST(coalesce(:offset, '') AS INTEGER)
)
SELECT
    m.name AS model,
    kind.name AS kind,
    parent.name AS parent,
    maker.name AS institution,
    lister.name AS listed_under,
    m.surveyed,
    c.year,
    c.facts,
    c.techniques,
    c.architecture,
    c.post_training,
    c.optimization,
    coalesce(p.title_corrected, p.title) AS publication,
    p.number,
    (
        SELECT group_concat(alias, ' · ')
        FROM (SELECT alias FROM model_aliases WHERE model_id = m.id AND alias <> m.name ORDER BY alias)
    ) AS aliases,
    (SELECT count(*) FROM fitting) AS models_in_all,
    kind.id AS kind_id,
    maker.id AS institution_id,
    lister.id AS listed_under_id,
    m.parent_id AS parent_model_id,
    m.id AS model_id
FROM shown
CROSS JOIN models AS m ON shown.model_id = m.id
INNER JOIN model_counts AS c ON m.id = c.model_id
INNER JOIN model_kinds AS kind ON m.kind_id = kind.id
INNER JOIN institutions AS maker ON m.institution_id = maker.id
LEFT OUTER JOIN institutions AS lister ON m.listed_under_id = lister.id
LEFT OUTER JOIN models AS parent ON m.parent_id = parent.id
LEFT OUTER JOIN publications AS p ON m.publication_id = p.id
ORDER BY shown.alphabetical, shown.numerical DESC, shown.place
