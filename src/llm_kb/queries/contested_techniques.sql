-- title: Contested techniques
-- description: Techniques that some models use or introduce and others avoid or omit, with the names of the first forty of both.
WITH declined (technique_id) AS (
    SELECT DISTINCT f.technique_id
    FROM relations
    CROSS JOIN design_facts AS f ON relations.id = f.relation
    WHERE relations.id IN ('avoids', 'omits')
),
camps AS (
    SELECT technique_id, camp, group_concat(CASE WHEN place <= 40 THEN model END, ', ') AS names, count(*) AS models
    FROM (
        SELECT
            technique_id,
            camp,
            model,
            row_number() OVER (PARTITION BY technique_id, camp ORDER BY model) AS place
        FROM (
            SELECT DISTINCT
                f.technique_id,
                f.model,
                CASE WHEN f.relation IN ('uses', 'introduces') THEN 'for' ELSE 'against' END AS camp
            FROM declined
            CROSS JOIN relations
            CROSS JOIN design_facts AS f ON declined.technique_id = f.technique_id AND relations.id = f.relation
            WHERE relations.id IN ('uses', 'introduces', 'avoids', 'omits')
        )
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
