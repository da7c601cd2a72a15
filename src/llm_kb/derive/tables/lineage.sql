-- title: Model lineage
-- description: One row per pair of models and sentence that says that one learned from the other: by distillation, from its data, from its judgments, or as the model that it was initialized from.
-- subject: Facts
-- place: 70
-- facets: role, teacher, technique
-- shown: student, teacher, technique, section, statement, phrase, role, basis, student_id, teacher_id, fact_id
-- column: student: The model that learned.
-- column: teacher: The model that it learned from.
-- column: technique: Technique by which it learned, the narrowest that the sentence states.
-- column: section: Number of the section of the sentence; NULL where the source has no sections.
-- column: statement: What the sentence says, in our own words.
-- column: phrase: At most twelve words of the sentence that show the fact, to find it in the source.
-- column: role: Role of the model that it learned from: teacher, data-source, judge or base (initialized from).
-- column: basis: Evidence for the role: explicit, implied or ambiguous.
-- column: student_id: Identifier of the model that learned.
-- column: teacher_id: Identifier of the model that it learned from.
-- column: fact_id: Identifier of the fact; of the first where there are several.
-- column: source: Title of the document.
-- column: locator: Place in the document for people, such as §4.3 ¶2 s1 or p. 12.
-- nullable: section
-- key: student_id, teacher_id, role, fact_id
-- index: teacher_id
-- index: role
-- index: teacher
-- index: technique
-- index: fact_id
WITH taught (student_id, teacher_id, role, fact_id, model_id, passage_id, relation, technique_id, technique, basis) AS (
    SELECT
        CASE WHEN em.role_id = 'student' THEN em.model_id ELSE f.model_id END,
        CASE WHEN em.role_id = 'student' THEN f.model_id ELSE em.model_id END,
        CASE WHEN em.role_id = 'student' THEN 'teacher' ELSE em.role_id END,
        f.fact_id, f.model_id, f.passage_id, f.relation, f.technique_id, f.technique, em.basis_id
    FROM design_facts AS f
    INNER JOIN evidence_models AS em ON f.fact_id = em.evidence_id
    WHERE em.role_id <> 'pattern'
),
narrower (fact_id, technique) AS (
    SELECT taught.fact_id, n.technique
    FROM taught
    INNER JOIN design_facts AS n
        ON taught.model_id = n.model_id AND taught.passage_id = n.passage_id AND taught.relation = n.relation
    INNER JOIN technique_names AS below
        ON taught.technique_id = below.name AND n.technique_id = below.technique_id AND below.own = 0
),
ways (student_id, teacher_id, role, passage_id, technique) AS (
    SELECT taught.student_id, taught.teacher_id, taught.role, taught.passage_id, narrower.technique
    FROM taught
    INNER JOIN narrower ON taught.fact_id = narrower.fact_id
    UNION
    SELECT student_id, teacher_id, role, passage_id, technique
    FROM taught
    WHERE fact_id NOT IN (SELECT fact_id FROM narrower)
),
pairs (student_id, teacher_id, role, passage_id, technique) AS (
    SELECT student_id, teacher_id, role, passage_id, group_concat(technique, ', ')
    FROM (SELECT * FROM ways ORDER BY student_id, teacher_id, role, passage_id, technique) AS ordered
    GROUP BY student_id, teacher_id, role, passage_id
),
firsts (student_id, teacher_id, role, passage_id, fact_id) AS (
    SELECT student_id, teacher_id, role, passage_id, min(fact_id)
    FROM taught
    GROUP BY student_id, teacher_id, role, passage_id
)
SELECT
    student.name AS student,
    teacher.name AS teacher,
    pairs.technique,
    f.section,
    f.statement,
    f.phrase,
    pairs.role,
    taught.basis,
    pairs.student_id,
    pairs.teacher_id,
    f.fact_id,
    f.source,
    f.locator
FROM pairs
INNER JOIN firsts
    ON pairs.student_id = firsts.student_id AND pairs.teacher_id = firsts.teacher_id
    AND pairs.role = firsts.role AND pairs.passage_id = firsts.passage_id
INNER JOIN taught
    ON firsts.student_id = taught.student_id AND firsts.teacher_id = taught.teacher_id
    AND firsts.role = taught.role AND firsts.fact_id = taught.fact_id
INNER JOIN design_facts AS f ON firsts.fact_id = f.fact_id
INNER JOIN models AS student ON pairs.student_id = student.id
INNER JOIN models AS teacher ON pairs.teacher_id = teacher.id
