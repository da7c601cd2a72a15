-- title: Contested techniques
-- description: Techniques that some models use or introduce and others avoid or omit, with the names of both.
WITH camps AS (
    SELECT technique_id, camp, group_concat(model, ', ') AS names, count(*) AS models
    FROM (
        SELECT DISTINCT
            technique_id, model, CASE WHEN relation IN ('uses', 'introduces') THEN 'for' ELSE 'against' END AS camp
        FROM design_facts
        WHERE relation IN ('uses', 'introduces', 'avoids', 'omits')
        ORDER BY technique_id, camp, model
    )
    GROUP BY technique_id, camp
)
SELECT
    t.name AS technique,
    pro.models AS models_for,
    contra.models AS models_against,
    pro.names AS used_by,
    contra.names AS avoided_or_omitted_by,
    t.id AS technique_id
FROM camps AS pro
INNER JOIN camps AS contra ON pro.technique_id = contra.technique_id
INNER JOIN techniques AS t ON pro.technique_id = t.id
WHERE pro.camp = 'for' AND contra.camp = 'against'
ORDER BY t.ordinal
