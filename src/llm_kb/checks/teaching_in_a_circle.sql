-- severity: doubt
-- description: No model is taught by its own student.
-- cure: find out which of the two is the teacher
WITH RECURSIVE lessons (student_id, teacher_id) AS MATERIALIZED (
    SELECT DISTINCT student_id, teacher_id FROM lineage WHERE role = 'teacher'
),
taught (student_id, teacher_id) AS (
    SELECT student_id, teacher_id FROM lessons
    UNION
    SELECT taught.student_id, l.teacher_id
    FROM taught
    INNER JOIN lessons AS l ON taught.teacher_id = l.student_id
)
SELECT 'models ' || student_id AS "row", 'is among its own teachers or theirs' AS problem
FROM taught
WHERE student_id = teacher_id
