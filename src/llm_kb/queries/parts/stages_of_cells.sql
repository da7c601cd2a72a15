SELECT model_id, technique_id, relation, group_concat(stage, ', ') AS stages
FROM (
    SELECT DISTINCT x.model_id, x.technique_id, x.relation, x.stage, stages.ordinal
    FROM cells AS x
    INNER JOIN stages ON x.stage = stages.id
    WHERE x.stage <> 'unstated'
    ORDER BY x.model_id, x.technique_id, x.relation, stages.ordinal
) AS ordered
GROUP BY model_id, technique_id, relation
