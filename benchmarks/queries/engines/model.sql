-- title: the facts of one model
-- parameter: model: its id
SELECT fact_id, technique_id, relation, stage
FROM facts
WHERE model_id = :model
ORDER BY fact_id
