-- title: Figures reported
-- description: Every figure with what it measures, as printed and as a number, the models and techniques it belongs to, and what it is compared with.
-- parameter: metric: What is measured, by its id or name, such as throughput; empty for all.
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all.
-- parameter: fact: Identifier of a fact that the figure belongs to; empty for all.
WITH asked (metric, model, technique, fact) AS (
    SELECT
        lower(trim(coalesce(:metric, ''))),
        lower(trim(coalesce(:model, ''))),
        lower(trim(coalesce(:technique, ''))),
        lower(trim(coalesce(:fact, '')))
),
facts AS (
    SELECT me.measurement_id, f.model_id, f.model, f.technique_id, f.technique, f.fact_id
    FROM measurement_evidence AS me
    INNER JOIN design_facts AS f ON me.evidence_id = f.fact_id
),
measured_models AS (
    SELECT measurement_id, group_concat(model, ', ') AS names
    FROM (SELECT DISTINCT measurement_id, model FROM facts ORDER BY measurement_id, model)
    GROUP BY measurement_id
),
measured_techniques AS (
    SELECT measurement_id, group_concat(technique, ', ') AS names
    FROM (SELECT DISTINCT measurement_id, technique FROM facts ORDER BY measurement_id, technique)
    GROUP BY measurement_id
)
SELECT
    mm.names AS model,
    mt.names AS technique,
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
    (SELECT min(facts.fact_id) FROM facts WHERE facts.measurement_id = x.id) AS fact_id,
    x.id AS measurement_id
FROM measurements AS x
INNER JOIN metrics ON x.metric_id = metrics.id
INNER JOIN statements AS s ON x.statement_id = s.id
INNER JOIN passages AS p ON s.passage_id = p.id
INNER JOIN sections AS section ON p.section_id = section.id
LEFT OUTER JOIN units AS u ON x.unit_id = u.id
LEFT OUTER JOIN models AS baseline ON x.baseline_model_id = baseline.id
LEFT OUTER JOIN techniques AS bt ON x.baseline_technique_id = bt.id
LEFT OUTER JOIN measured_models AS mm ON x.id = mm.measurement_id
LEFT OUTER JOIN measured_techniques AS mt ON x.id = mt.measurement_id
CROSS JOIN asked
WHERE
    asked.metric IN ('', metrics.id, lower(metrics.name))
    AND (
        asked.model = ''
        OR x.id IN (
            SELECT facts.measurement_id
            FROM facts
            INNER JOIN model_names AS wanted ON facts.model_id = wanted.model_id
            WHERE wanted.name = asked.model
        )
    )
    AND (
        asked.technique = ''
        OR x.id IN (
            SELECT facts.measurement_id
            FROM facts
            INNER JOIN technique_names AS wanted ON facts.technique_id = wanted.technique_id
            WHERE wanted.name = asked.technique
        )
    )
    AND (asked.fact = '' OR x.id IN (SELECT measurement_id FROM facts WHERE fact_id = asked.fact))
ORDER BY s.ordinal, x.ordinal
