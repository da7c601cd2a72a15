-- title: Figures reported
-- description: Every figure with its metric, the wording as printed, its numeric value, the models and techniques it belongs to, and its baseline.
-- words: numbers, how much, how many, measurements
-- subject: Questions, findings and figures
-- place: 70
-- parameter: metric: Metric, by id or name, such as throughput; empty for all.
-- parameter: model: Model, by id, name or alias, including its variants; empty for all.
-- parameter: technique: Technique, by id, name or alias, including its subtypes; empty for all.
-- parameter: fact: Id of a fact that the figure belongs to; empty for all.
-- parameter: limit: Maximum number of figures; empty for no limit.
SELECT
    d.model_names AS model, d.technique_names AS technique, metrics.name AS metric, x.printed, x.value_from, x.value,
    u.name AS unit, x.change_id AS change, x.bound_id AS bound, x.scope, baseline.name AS baseline_model,
    bt.name AS baseline_technique, p.section, s.statement, s.phrase, p.paragraph, p.sentence, s.passage_id,
    d.fact_id, x.id AS measurement_id, p.source_id, p.locator
FROM measurements AS x
INNER JOIN figure_details AS d ON x.id = d.measurement_id
INNER JOIN metrics ON x.metric_id = metrics.id
INNER JOIN statements AS s ON x.statement_id = s.id
INNER JOIN passage_places AS p ON s.passage_id = p.passage_id
LEFT OUTER JOIN units AS u ON x.unit_id = u.id
LEFT OUTER JOIN models AS baseline ON x.baseline_model_id = baseline.id
LEFT OUTER JOIN techniques AS bt ON x.baseline_technique_id = bt.id
WHERE
    lower(:metric) IN (metrics.id, lower(metrics.name))  -- if metric
    AND x.id IN (  -- if model
        SELECT f.measurement_id
        FROM measured_facts AS f
        INNER JOIN model_names AS n ON f.model_id = n.model_id
        WHERE n.name = lower(:model)
    )
    AND x.id IN (  -- if technique
        SELECT f.measurement_id
        FROM measured_facts AS f
        INNER JOIN technique_names AS n ON f.technique_id = n.technique_id
        WHERE n.name = lower(:technique)
    )
    AND x.id IN (SELECT measurement_id FROM measured_facts WHERE fact_id = lower(:fact))  -- if fact
ORDER BY s.ordinal, x.ordinal
LIMIT :limit  -- if limit
