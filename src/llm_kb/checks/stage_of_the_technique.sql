-- severity: doubt
-- description: A technique is recorded only at stages where it can occur.
-- cure: correct the stage, or allow it for the technique in stages.csv
-- data: stages: the stages of a technique and all below it, up to a narrower one that has rows of its own
WITH RECURSIVE allowed (technique_id, stage_id) AS (
    SELECT json_extract(value, '$.technique_id'), json_extract(value, '$.stage_id') FROM json_each(:stages)
),
ruled (id, ruler_id) AS (
    SELECT DISTINCT technique_id, technique_id FROM allowed
    UNION
    SELECT t.id, ruled.ruler_id
    FROM techniques AS t
    INNER JOIN ruled ON t.parent_id = ruled.id
    WHERE t.id NOT IN (SELECT technique_id FROM allowed)
)
SELECT 'design_facts ' || f.fact_id AS "row", 'is at the stage ' || f.stage || ', which ' || f.technique || ' cannot have' AS problem
FROM design_facts AS f
INNER JOIN ruled ON f.technique_id = ruled.id
WHERE
    f.stage <> 'unstated'
    AND NOT EXISTS (SELECT 1 FROM allowed AS a WHERE ruled.ruler_id = a.technique_id AND f.stage = a.stage_id)
