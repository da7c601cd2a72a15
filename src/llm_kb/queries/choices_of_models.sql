-- title: Choices of several models
-- description: Models side by side: the relation of each to each technique and the first sentence that states it, an explicit one where there is one; a model includes its variants.
-- words: side by side, comparison of models
-- subject: Models and developers
-- place: 40
-- parameter: models: Models, by id, name or alias, separated by commas or as a JSON array; empty for all models.
-- parameter: section: Section of the survey, such as 4.2, or 4 including its subsections; empty for all.
-- parameter: stage: Stage of the facts; training and inference include their phases; empty for all.
-- parameter: source: Source of the facts, by id, or a kind of source such as survey or model-card, or makers for all documents of makers; empty for all.
-- default: models: llama-3, qwen3
-- default: source: survey
-- list: models
WITH requested (place, name) AS (
    VALUES (1, lower(:models))  -- if models
    VALUES (1, '')  -- unless models
),
shown AS (
    SELECT min(r.place) AS place, n.model_id AS id
    FROM requested AS r
    INNER JOIN model_names AS n ON r.name = n.name
    WHERE n.own = 1
    GROUP BY n.model_id
),
phases (whole, stage) AS (
    SELECT id, id FROM stages
    UNION
    SELECT lower(name), id FROM stages
    UNION
    VALUES
        ('training', 'pre-training'), ('training', 'post-training'), ('inference', 'prefilling'), ('inference', 'decoding')
),
cells AS (
    SELECT
        shown.place, shown.id AS model_id,
        -- include: columns_of_cells
    FROM shown
    INNER JOIN model_names AS reach ON shown.id = reach.name
    INNER JOIN design_facts AS f ON reach.model_id = f.model_id
    INNER JOIN fact_details AS d ON f.fact_id = d.fact_id
    WHERE
        f.section IN (  -- if section
            -- include: chosen_sections
        )
        AND f.stage IN (SELECT stage FROM phases WHERE whole = lower(:stage))  -- if stage
        -- include: chosen_sources
    WINDOW cell AS (PARTITION BY shown.id, f.technique_id, f.relation)
),
staged AS (
    -- include: stages_of_cells
)
SELECT
    m.name AS model, i.name AS institution, top.dimension, top.technique_group, t.name AS technique, x.relation,
    x.facts, x.statement, x.basis, x.section, x.disputed, x.model_id, x.technique_id, x.fact_id,
    staged.stages, x.qualifier, top.technique_path, x.source, x.locator
FROM cells AS x
INNER JOIN models AS m ON x.model_id = m.id
INNER JOIN institutions AS i ON m.institution_id = i.id
INNER JOIN techniques AS t ON x.technique_id = t.id
INNER JOIN relations ON x.relation = relations.id
INNER JOIN technique_paths AS top ON t.id = top.technique_id
LEFT OUTER JOIN staged ON x.model_id = staged.model_id AND x.technique_id = staged.technique_id AND x.relation = staged.relation
WHERE x.number = 1
ORDER BY t.ordinal, x.place, m.name, m.id, relations.ordinal
