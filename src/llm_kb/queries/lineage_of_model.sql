-- title: Lineage of a model
-- description: Whom a model and its variants learned from, by teaching, data or judgement, and whom they taught, each with the sentence that says so.
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
WITH RECURSIVE
asked (model) AS (SELECT lower(trim(coalesce(:model, '')))),
wanted (id) AS (
    SELECT m.id
    FROM models AS m
    CROSS JOIN asked
    WHERE
        asked.model IN ('', m.id, lower(m.name))
        OR EXISTS (
            SELECT 1 FROM model_aliases AS a
            WHERE a.model_id = m.id AND a.kind_id <> 'elliptic' AND lower(a.alias) = asked.model
        )
    UNION
    SELECT m.id FROM models AS m INNER JOIN wanted ON m.parent_id = wanted.id
)
SELECT l.student, l.teacher, l.role, l.technique, l.basis, l.section, l.statement, l.phrase, l.fact_id
FROM lineage AS l
WHERE l.student_id IN (SELECT id FROM wanted) OR l.teacher_id IN (SELECT id FROM wanted)
ORDER BY l.teacher, l.student, l.technique, l.fact_id
