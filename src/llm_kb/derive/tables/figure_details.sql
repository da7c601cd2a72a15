-- title: Figures with what they belong to
-- description: One row per figure with the models and techniques of its facts as lists.
-- subject: Questions, findings and figures
-- column: measurement_id: Identifier of the figure.
-- column: model_names: Names of the models, joined by commas; NULL where it belongs to no fact.
-- column: technique_names: Names of the techniques, joined by commas; NULL where it belongs to no fact.
-- column: fact_id: Identifier of the first of its facts; NULL where there is none.
-- key: measurement_id
-- nullable: model_names, technique_names, fact_id
-- reference: measurement_id: measurements.id
SELECT
    x.id AS measurement_id,
    (
        SELECT group_concat(model, ', ')
        FROM (SELECT DISTINCT m.model FROM measured_facts AS m WHERE m.measurement_id = x.id ORDER BY m.model) AS ordered
    ) AS model_names,
    (
        SELECT group_concat(technique, ', ')
        FROM (
            SELECT DISTINCT m.technique FROM measured_facts AS m WHERE m.measurement_id = x.id ORDER BY m.technique
        ) AS ordered
    ) AS technique_names,
    (SELECT min(m.fact_id) FROM measured_facts AS m WHERE m.measurement_id = x.id) AS fact_id
FROM measurements AS x
