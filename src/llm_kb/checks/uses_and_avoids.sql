-- severity: doubt
-- description: A model does not use and avoid or omit one technique at one stage.
-- cure: see whether the two sentences speak of the same thing, and add an erratum if they do
SELECT 'claims ' || a.id AS "row", 'stands against ' || b.id AS problem
FROM claims AS a
INNER JOIN claims AS b ON a.model_id = b.model_id AND a.technique_id = b.technique_id AND a.stage_id = b.stage_id
WHERE a.relation_id IN ('uses', 'introduces') AND b.relation_id IN ('avoids', 'omits')
