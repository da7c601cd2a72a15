-- title: Lineage of a model
-- description: Whom a model and its variants learned from, by teaching, data or judgment, and whom they taught, each with the sentence that says so.
-- words: teacher, student, distilled from, distilled into, judge, data source
-- subject: Models and their makers
-- place: 80
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: limit: At most so many lessons; empty for all.
-- parameter: offset: How many lessons to leave out before the first; empty for none.
SELECT
    l.student, l.teacher, l.role, l.technique, l.basis, l.section, l.statement, l.phrase,
    count(*) OVER () AS lessons_in_all, l.fact_id, l.student_id, l.teacher_id
FROM lineage AS l
WHERE
    EXISTS (  -- if model
        SELECT 1
        FROM model_names AS n
        WHERE n.name = lower(:model) AND n.model_id IN (l.student_id, l.teacher_id)
    )
ORDER BY l.teacher, l.student, l.technique, l.fact_id
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
