-- title: Descendants of a model
-- description: Everything that comes from a model, step by step: its releases and variants, and the models that learned from it or from those.
-- parameter: model: Model, by its id, name or a spelling of it; empty for every model that comes from no other.
-- default: model: qwen
WITH RECURSIVE
descent (model_id, depth, step, path, trail) AS (
    SELECT m.id, 0, NULL, m.name, '/' || m.id || '/'
    FROM model_names AS wanted
    CROSS JOIN models AS m ON wanted.model_id = m.id
    WHERE
        wanted.name = lower(trim(coalesce(:model, '')))
        AND wanted.own = 1
        AND (
            wanted.name <> ''
            OR NOT EXISTS (SELECT 1 FROM lineage AS l WHERE l.student_id = m.id AND l.role = 'teacher')
        )
    UNION
    SELECT m.id, above.depth + 1, l.technique, above.path || ' › ' || m.name, above.trail || m.id || '/'
    FROM descent AS above
    CROSS JOIN lineage AS l ON above.model_id = l.teacher_id
    CROSS JOIN models AS m ON l.student_id = m.id
    WHERE l.role = 'teacher' AND instr(above.trail, '/' || m.id || '/') = 0
    UNION
    SELECT m.id, above.depth + 1, m.kind_id, above.path || ' › ' || m.name, above.trail || m.id || '/'
    FROM descent AS above
    CROSS JOIN models AS m ON above.model_id = m.parent_id
    WHERE instr(above.trail, '/' || m.id || '/') = 0
)
SELECT
    d.depth,
    m.name AS model,
    d.step,
    i.name AS institution,
    d.path,
    m.id AS model_id
FROM descent AS d
INNER JOIN models AS m ON d.model_id = m.id
INNER JOIN institutions AS i ON m.institution_id = i.id
WHERE d.depth > 0
ORDER BY d.path, d.step
