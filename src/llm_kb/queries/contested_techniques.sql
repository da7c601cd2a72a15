-- title: Contested techniques
-- description: Techniques that some models use or introduce and others avoid or omit, with the names of the first forty on each side.
-- subject: Techniques
-- place: 60
WITH stances AS (
    SELECT DISTINCT
        technique_id,
        technique,
        model,
        CASE WHEN relation IN ('uses', 'introduces') THEN 'for' ELSE 'against' END AS camp
    FROM design_facts
    WHERE
        source_kind = 'survey'
        AND relation IN ('uses', 'introduces', 'avoids', 'omits')
        AND technique_id IN (SELECT technique_id FROM technique_adoption WHERE relation IN ('avoids', 'omits'))
),
placed AS (
    SELECT
        technique_id,
        technique,
        model,
        camp,
        row_number() OVER (PARTITION BY technique_id, camp ORDER BY model) AS place
    FROM stances
    ORDER BY technique_id, camp, model
),
camps AS (
    SELECT
        technique_id,
        technique,
        count(CASE WHEN camp = 'for' THEN 1 END) AS models_for,
        count(CASE WHEN camp = 'against' THEN 1 END) AS models_against,
        group_concat(CASE WHEN camp = 'for' AND place <= 40 THEN model END, ', ') AS used_by,
        group_concat(CASE WHEN camp = 'against' AND place <= 40 THEN model END, ', ') AS avoided_or_omitted_by
    FROM placed
    GROUP BY technique_id, technique
)
SELECT c.technique, c.models_for, c.models_against, c.used_by, c.avoided_or_omitted_by, c.technique_id
FROM camps AS c
INNER JOIN techniques AS t ON c.technique_id = t.id
WHERE c.models_for > 0 AND c.models_against > 0
ORDER BY t.ordinal
