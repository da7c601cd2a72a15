-- title: Models of each developer
-- description: The models that each developer made, fifty of each at most, families and variants left out first.
-- subject: Models and developers
-- place: 150
-- parameter: limit: Maximum number of developers, in the survey's order; empty for no limit.
-- parameter: offset: Number of developers to skip; empty for none.
WITH placed AS (
    SELECT
        i.name AS institution, m.name AS model, kind.name AS kind, m.surveyed, c.year, m.kind_id, m.institution_id,
        m.id AS model_id, c.place,
        row_number() OVER (
            PARTITION BY m.institution_id
            ORDER BY CASE WHEN m.surveyed = 0 AND m.kind_id IN ('family', 'variant') THEN 1 ELSE 0 END, c.place
        ) AS number
    FROM models AS m
    INNER JOIN institutions AS i ON m.institution_id = i.id
    INNER JOIN model_counts AS c ON m.id = c.model_id
    INNER JOIN model_kinds AS kind ON m.kind_id = kind.id
    WHERE
        i.id IN (
            SELECT id
            FROM institutions
            ORDER BY ordinal
            LIMIT :limit  -- if limit
            OFFSET :offset  -- if offset
        )
)
SELECT institution, model, kind, surveyed, year, kind_id, institution_id, model_id
FROM placed
WHERE number <= 50
ORDER BY place
