-- title: Who learned from whom
-- description: One row is a pair of models of which one learned from the other, and the sentence that says so.
-- column: student: The model that learned.
-- column: teacher: The model that it learned from.
-- column: technique: How it learned.
-- column: section: Number of the section that says so.
-- column: statement: What the sentence says, in our own words.
-- column: phrase: At most twelve words of the sentence, to search the source for.
-- column: student_id: Identifier of the model that learned.
-- column: teacher_id: Identifier of the model that it learned from.
-- column: fact_id: Identifier of the fact.
SELECT
    CASE WHEN em.role_id = 'teacher' THEN f.model ELSE other.name END AS student,
    CASE WHEN em.role_id = 'teacher' THEN other.name ELSE f.model END AS teacher,
    f.technique,
    f.section,
    f.statement,
    f.phrase,
    CASE WHEN em.role_id = 'teacher' THEN f.model_id ELSE other.id END AS student_id,
    CASE WHEN em.role_id = 'teacher' THEN other.id ELSE f.model_id END AS teacher_id,
    f.fact_id
FROM design_facts AS f
INNER JOIN evidence_models AS em ON f.fact_id = em.evidence_id
INNER JOIN models AS other ON em.model_id = other.id
WHERE em.role_id IN ('teacher', 'student')
