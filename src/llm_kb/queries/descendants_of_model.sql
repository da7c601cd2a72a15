-- title: Descendants of a model
-- description: Everything derived from a model, step by step: its releases and variants, and the models trained on the outputs of any of them or initialized from them.
-- subject: Models and developers
-- place: 90
-- parameter: model: Model, by id, name or alias; empty for every model without an ancestor.
-- default: model: qwen
WITH RECURSIVE
steps (from_id, to_id, step) AS (
    SELECT teacher_id, student_id, technique FROM lineage WHERE role IN ('teacher', 'base')
    UNION
    SELECT parent_id, id, kind_id FROM models WHERE parent_id IS NOT NULL
),
descent (model_id, depth, step, path, trail) AS (
    SELECT id, 0, '', name, '/' || id || '/'
    FROM models
    WHERE
        id IN (SELECT model_id FROM model_names WHERE name = lower(:model) AND own = 1)  -- if model
        id NOT IN (SELECT to_id FROM steps)  -- unless model
    UNION
    SELECT m.id, above.depth + 1, steps.step, above.path || ' › ' || m.name, above.trail || m.id || '/'
    FROM descent AS above
    INNER JOIN steps ON above.model_id = steps.from_id
    INNER JOIN models AS m ON steps.to_id = m.id
    WHERE instr(above.trail, '/' || m.id || '/') = 0  -- a circle ends where it would begin anew
)
SELECT
    d.depth, m.name AS model, d.step, i.name AS institution, d.path, m.id AS model_id
FROM descent AS d
INNER JOIN models AS m ON d.model_id = m.id
INNER JOIN institutions AS i ON m.institution_id = i.id
WHERE d.depth > 0
ORDER BY d.path, d.step
