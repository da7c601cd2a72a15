-- title: Choices of several models
-- description: Models side by side: for each of them and each technique how it stands to it and the first sentence that says so, an explicit one where there is one; a model counts together with its variants.
-- parameter: models: Models, by id, name or a spelling, separated by commas; empty for every release.
-- default: models: llama-3, qwen3
WITH
asked (place, name) AS (
    SELECT min(key), lower(trim(value))
    FROM json_each('["' || replace(replace(replace(coalesce(:models, ''), '\', ''), '"', ''), ',', '","') || '"]')
    WHERE json_valid('["' || replace(replace(replace(coalesce(:models, ''), '\', ''), '"', ''), ',', '","') || '"]')
    GROUP BY lower(trim(value))
),
columns (place, id) AS (
    SELECT min(asked.place), m.id
    FROM asked
    INNER JOIN model_names AS own ON asked.name = own.name AND own.own = 1
    INNER JOIN models AS m ON own.model_id = m.id
    WHERE asked.name <> '' OR trim(coalesce(:models, '')) = ''
    GROUP BY m.id
),
choices AS (
    SELECT
        columns.place,
        columns.id AS column_id,
        f.technique_id,
        f.relation,
        f.statement,
        f.basis,
        f.section,
        f.disputed,
        f.fact_id,
        s.ordinal
    FROM columns
    INNER JOIN model_names AS reach ON columns.id = reach.name
    INNER JOIN design_facts AS f ON reach.model_id = f.model_id
    INNER JOIN evidence AS e ON f.fact_id = e.id
    INNER JOIN statements AS s ON e.statement_id = s.id
),
counted AS (
    SELECT
        place, column_id, technique_id, relation, statement, basis, section, fact_id,
        max(disputed) OVER (PARTITION BY column_id, technique_id, relation) AS disputed,
        count(*) OVER (PARTITION BY column_id, technique_id, relation) AS facts,
        row_number() OVER (
            PARTITION BY column_id, technique_id, relation ORDER BY basis <> 'explicit', ordinal, fact_id
        ) AS place_in_order
    FROM choices
)
SELECT
    m.name AS model,
    i.name AS institution,
    top.dimension,
    top.technique_group,
    t.name AS technique,
    x.relation,
    x.facts,
    x.statement,
    x.basis,
    x.section,
    x.disputed,
    x.column_id AS model_id,
    x.technique_id,
    x.fact_id
FROM counted AS x
INNER JOIN models AS m ON x.column_id = m.id
INNER JOIN institutions AS i ON m.institution_id = i.id
INNER JOIN techniques AS t ON x.technique_id = t.id
INNER JOIN relations ON x.relation = relations.id
INNER JOIN technique_paths AS top ON t.id = top.technique_id
WHERE x.place_in_order = 1
ORDER BY t.ordinal, x.place, m.name, m.id, relations.ordinal
