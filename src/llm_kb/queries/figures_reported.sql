-- title: Figures reported
-- description: Every figure with what it measures, as printed and as a number, the models and techniques it belongs to, and what it is compared with.
-- parameter: metric: What is measured, by its id or name, such as throughput; empty for all.
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all.
-- parameter: fact: Identifier of a fact that the figure belongs to; empty for all.
-- parameter: limit: At most so many figures; empty for all.
WITH
asked (metric, model, technique, fact) AS (
    SELECT
        lower(trim(coalesce(:metric, ''))),
        lower(trim(coalesce(:model, ''))),
        lower(trim(coalesce(:technique, ''))),
        lower(trim(coalesce(:fact, '')))
),
found (measurement_id) AS (
    SELECT m.measurement_id FROM asked CROSS JOIN measured_facts AS m ON m.fact_id = asked.fact
    UNION
    SELECT m.measurement_id
    FROM asked
    CROSS JOIN model_names AS n ON n.name = asked.model
    CROSS JOIN measured_facts AS m ON m.model_id = n.model_id
    WHERE trim(coalesce(:model, '')) <> ''
    UNION
    SELECT m.measurement_id
    FROM asked
    CROSS JOIN technique_names AS n ON n.name = asked.technique
    CROSS JOIN measured_facts AS m ON m.technique_id = n.technique_id
    WHERE trim(coalesce(:technique, '')) <> ''
    UNION
    SELECT id
    FROM measurements
    WHERE coalesce(nullif(trim(:fact), ''), nullif(trim(:model), ''), nullif(trim(:technique), '')) IS NULL
),
wanted (id) AS (
    SELECT found.measurement_id
    FROM found
    CROSS JOIN asked
    INNER JOIN measurements AS x ON found.measurement_id = x.id
    INNER JOIN metrics ON x.metric_id = metrics.id
    WHERE
        asked.metric IN ('', metrics.id, lower(metrics.name))
        AND (
            asked.fact = ''
            OR EXISTS (SELECT 1 FROM measured_facts AS m WHERE m.measurement_id = x.id AND m.fact_id = asked.fact)
        )
        AND (
            asked.model = ''
            OR EXISTS (
                SELECT 1
                FROM measured_facts AS m
                INNER JOIN model_names AS n ON n.name = asked.model AND m.model_id = n.model_id
                WHERE m.measurement_id = x.id
            )
        )
        AND (
            asked.technique = ''
            OR EXISTS (
                SELECT 1
                FROM measured_facts AS m
                INNER JOIN technique_names AS n ON n.name = asked.technique AND m.technique_id = n.technique_id
                WHERE m.measurement_id = x.id
            )
        )
    ORDER BY x.id
    LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
)
SELECT
    (
        SELECT group_concat(model, ', ')
        FROM (SELECT DISTINCT m.model FROM measured_facts AS m WHERE m.measurement_id = x.id ORDER BY m.model)
    ) AS model,
    (
        SELECT group_concat(technique, ', ')
        FROM (SELECT DISTINCT m.technique FROM measured_facts AS m WHERE m.measurement_id = x.id ORDER BY m.technique)
    ) AS technique,
    metrics.name AS metric,
    x.printed,
    x.value_from,
    x.value,
    u.name AS unit,
    x.change_id AS change,
    x.bound_id AS bound,
    x.scope,
    baseline.name AS baseline_model,
    bt.name AS baseline_technique,
    section.name AS section,
    s.statement,
    s.phrase,
    p.paragraph,
    p.sentence,
    s.passage_id,
    (SELECT min(m.fact_id) FROM measured_facts AS m WHERE m.measurement_id = x.id) AS fact_id,
    x.id AS measurement_id
FROM wanted
CROSS JOIN measurements AS x ON wanted.id = x.id
INNER JOIN metrics ON x.metric_id = metrics.id
INNER JOIN statements AS s ON x.statement_id = s.id
INNER JOIN passages AS p ON s.passage_id = p.id
INNER JOIN sections AS section ON p.section_id = section.id
LEFT OUTER JOIN units AS u ON x.unit_id = u.id
LEFT OUTER JOIN models AS baseline ON x.baseline_model_id = baseline.id
LEFT OUTER JOIN techniques AS bt ON x.baseline_technique_id = bt.id
ORDER BY s.ordinal, x.ordinal
