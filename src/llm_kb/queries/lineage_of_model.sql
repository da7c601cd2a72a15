-- title: Lineage of a model
-- description: Whom a model and its variants learned from, by teaching, data or judgement, and whom they taught, each with the sentence that says so.
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
WITH wanted (id) AS (
    SELECT model_id FROM model_names WHERE name = lower(trim(coalesce(:model, '')))
)
SELECT l.student, l.teacher, l.role, l.technique, l.basis, l.section, l.statement, l.phrase, l.fact_id,
    l.student_id, l.teacher_id
FROM lineage AS l
WHERE l.student_id IN (SELECT id FROM wanted) OR l.teacher_id IN (SELECT id FROM wanted)
ORDER BY l.teacher, l.student, l.technique, l.fact_id
