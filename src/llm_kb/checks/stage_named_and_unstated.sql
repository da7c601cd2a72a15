-- severity: doubt
-- description: A sentence that gives the stage of a fact does not also leave it unstated.
-- cure: remove the fact without a stage
SELECT 'design_facts ' || a.fact_id AS "row", 'names no stage, where ' || b.fact_id || ' does' AS problem
FROM design_facts AS a
INNER JOIN design_facts AS b
    ON a.passage_id = b.passage_id AND a.model_id = b.model_id AND a.technique_id = b.technique_id AND a.relation = b.relation
WHERE a.stage = 'unstated' AND b.stage <> 'unstated'
