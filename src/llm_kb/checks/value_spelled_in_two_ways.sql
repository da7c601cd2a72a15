-- severity: integrity
-- description: No two values of a text or a term differ only in case, spaces, hyphens, or a License or Agreement at the end.
-- cure: write the value in one way, and what the document prints into 'printed'
WITH spelled AS (
    SELECT v.attribute_id, v.value, min(v.id) AS id, replace(replace(lower(v.value), ' ', ''), '-', '') AS folded
    FROM specification_values AS v
    INNER JOIN attributes AS a ON v.attribute_id = a.id
    WHERE a.kind_id IN ('text', 'term') AND v.value IS NOT NULL
    GROUP BY v.attribute_id, v.value
),
without_agreement AS (
    SELECT *, CASE WHEN folded LIKE '%agreement' THEN substr(folded, 1, length(folded) - 9) ELSE folded END AS shorter
    FROM spelled
),
compared AS (
    SELECT *, CASE WHEN shorter LIKE '%license' THEN substr(shorter, 1, length(shorter) - 7) ELSE shorter END AS same
    FROM without_agreement
)
SELECT
    'specification_values ' || max(id) AS "row",
    'has one of ' || count(*) || ' spellings of a value of ' || attribute_id || ', ' || min(value) || ' and ' || max(value)
        AS problem
FROM compared
GROUP BY attribute_id, same
HAVING count(*) > 1
