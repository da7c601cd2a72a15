-- title: The preferred values of some attributes, model by model
SELECT s.model_id, s.model, s.institution, s.attribute, s.value, s.status, s.scope, s.conflict
FROM specifications AS s
INNER JOIN json_each(:attributes) AS shown ON s.attribute = shown.value
WHERE s.preferred = 1
ORDER BY s.institution, s.model, s.model_id, s.place
