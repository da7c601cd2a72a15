-- title: Figures with their facts
-- description: One row per figure and fact that it belongs to.
-- subject: Questions, findings and figures
-- place: 130
-- column: measurement_id: Identifier of the figure.
-- column: fact_id: Identifier of the fact.
-- column: model_id: Identifier of the model.
-- column: model: Name of the model.
-- column: technique_id: Identifier of the technique.
-- column: technique: Name of the technique.
-- key: measurement_id, fact_id
-- reference: measurement_id: measurements.id
-- reference: fact_id: design_facts.fact_id
-- reference: model_id: models.id
-- reference: technique_id: techniques.id
-- index: fact_id
-- index: model_id
-- index: technique_id
SELECT me.measurement_id, f.fact_id, f.model_id, f.model, f.technique_id, f.technique
FROM measurement_evidence AS me
INNER JOIN design_facts AS f ON me.evidence_id = f.fact_id
