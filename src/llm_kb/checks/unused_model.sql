-- severity: doubt
-- description: Every model has facts or specifications, is listed, or has members.
-- cure: remove the model, or record facts about it
SELECT 'models ' || id AS "row", 'is named by no fact, specification, figure, marker or list' AS problem
FROM models
WHERE id NOT IN (
    SELECT model_id FROM claims
    UNION
    SELECT model_id FROM evidence_models
    UNION
    SELECT model_id FROM prompt_markers
    UNION
    SELECT model_id FROM specification_values
    UNION
    SELECT value_model_id FROM specification_values WHERE value_model_id IS NOT NULL
    UNION
    SELECT model_id FROM undisclosed
    UNION
    SELECT model_id FROM model_listings
    UNION
    SELECT baseline_model_id FROM measurements WHERE baseline_model_id IS NOT NULL
    UNION
    SELECT parent_id FROM models WHERE parent_id IS NOT NULL
)
