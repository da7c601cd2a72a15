-- title: Who learned from whom
-- description: One row is a pair of models of which one learned from the other, by its teaching, its data or its judgement.
-- column: student: The model that learned.
-- column: teacher: The model that it learned from.
-- column: technique: How it learned, as narrowly as the sentence says.
-- column: section: Number of the section that says so.
-- column: statement: What the sentence says, in our own words.
-- column: phrase: At most twelve words of the sentence, to search the source for.
-- column: role: The part that the model learned from played: teacher, data-source or judge.
-- column: basis: How far the sentence says it: explicit, implied or ambiguous.
-- column: student_id: Identifier of the model that learned.
-- column: teacher_id: Identifier of the model that it learned from.
-- column: fact_id: Identifier of the fact.
SELECT
    CASE WHEN em.role_id = 'student' THEN other.name ELSE f.model END AS student,
    CASE WHEN em.role_id = 'student' THEN f.model ELSE other.name END AS teacher,
    coalesce(
        (
            SELECT group_concat(narrower.technique, ', ')
            FROM (
                SELECT n.technique
                FROM design_facts AS n
                INNER JOIN techniques AS t ON n.technique_id = t.id
                WHERE
                    n.model_id = f.model_id
                    AND n.passage_id = f.passage_id
                    AND n.relation = f.relation
                    AND t.parent_id = f.technique_id
                ORDER BY n.technique
            ) AS narrower
        ),
        f.technique
    ) AS technique,
    f.section,
    f.statement,
    f.phrase,
    CASE WHEN em.role_id = 'student' THEN 'teacher' ELSE em.role_id END AS role,
    f.basis,
    CASE WHEN em.role_id = 'student' THEN other.id ELSE f.model_id END AS student_id,
    CASE WHEN em.role_id = 'student' THEN f.model_id ELSE other.id END AS teacher_id,
    f.fact_id
FROM design_facts AS f
INNER JOIN evidence_models AS em ON f.fact_id = em.evidence_id
INNER JOIN models AS other ON em.model_id = other.id
WHERE em.role_id IN ('teacher', 'student', 'data-source', 'judge')
