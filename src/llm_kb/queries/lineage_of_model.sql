-- title: Lineage of a model
-- description: Whom a model and its variants learned from, by teaching, data or judgement, and whom they taught, each with the sentence that says so.
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: limit: At most so many lessons; empty for all.
-- parameter: offset: How many lessons to leave out before the first; empty for none.
WITH wanted (id) AS (
    SELECT model_id
    FROM model_names
    WHERE name = lower(trim(coalesce(:model, ''))) AND name <> ''
),
in_all (lessons) AS (
    SELECT CASE
        WHEN trim(coalesce(:model, '')) = '' THEN (SELECT count(*) FROM lineage)
        ELSE (
            SELECT count(*) FROM lineage
            WHERE student_id IN (SELECT id FROM wanted) OR teacher_id IN (SELECT id FROM wanted)
        )
    END
),
lessons AS (
    SELECT l.*
    FROM lineage AS l
    WHERE l.student_id IN (SELECT id FROM wanted) OR l.teacher_id IN (SELECT id FROM wanted)
    UNION ALL
    SELECT l.* FROM lineage AS l WHERE trim(coalesce(:model, '')) = ''
)
SELECT l.student, l.teacher, l.role, l.technique, l.basis, l.section, l.statement, l.phrase,
    (SELECT lessons FROM in_all) AS lessons_in_all, l.fact_id, l.student_id, l.teacher_id
FROM lessons AS l
ORDER BY l.teacher, l.student, l.technique, l.fact_id
LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
OFFSET CAST(coalesce(:offset, '') AS INTEGER)
