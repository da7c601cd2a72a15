-- title: Specifications of two models
-- description: Two models attribute by attribute: the preferred values, and whether they are the same.
-- words: side by side, versus
-- subject: Sources and specifications
-- place: 70
-- parameter: first: First model, by id, name or alias; empty for any.
-- parameter: second: Second model, by id, name or alias; empty for any.
-- default: first: llama-3-1-405b
-- default: second: deepseek-v3
WITH sides (side, model_id) AS (
    SELECT 1, model_id
    FROM model_names
    WHERE
        own = 1
        AND name = lower(:first)  -- if first
    UNION
    SELECT 2, model_id
    FROM model_names
    WHERE
        own = 1
        AND name = lower(:second)  -- if second
),
valued AS (
    SELECT
        s.attribute, s.attribute_name,
        min(CASE WHEN sides.side = 1 THEN s.value END) AS first_value,
        min(CASE WHEN sides.side = 2 THEN s.value END) AS second_value,
        min(CASE WHEN sides.side = 1 THEN s.status END) AS first_status,
        min(CASE WHEN sides.side = 2 THEN s.status END) AS second_status
    FROM sides
    INNER JOIN specifications AS s ON sides.model_id = s.model_id AND s.preferred = 1
    GROUP BY s.attribute, s.attribute_name
)
SELECT
    v.attribute, v.first_value, v.second_value,
    CASE
        WHEN v.first_value = v.second_value THEN 'same'
        WHEN v.second_value IS NULL AND v.first_value IS NULL THEN 'neither'
        WHEN v.second_value IS NULL THEN 'only the first'
        WHEN v.first_value IS NULL THEN 'only the second'
        ELSE 'different'
    END AS comparison,
    v.first_status, v.second_status, v.attribute_name
FROM valued AS v
INNER JOIN attributes AS a ON v.attribute = a.id
ORDER BY a.ordinal
