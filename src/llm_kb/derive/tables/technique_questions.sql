-- title: Techniques with the question that they belong to
-- description: One row per technique with the research question to which most of the survey's facts on it or its subtypes belong; where there are none, that of the nearest wider technique.
-- subject: Techniques
-- column: technique_id: Identifier of the technique.
-- column: section: Number of the section of the question.
-- column: question_id: Identifier of the question.
-- key: technique_id
-- index: section
-- reference: technique_id: techniques.id
-- reference: question_id: research_questions.id
WITH stated (technique_id, section_id, facts) AS (
    SELECT reach.name, p.section_id, count(*)
    FROM evidence AS e
    INNER JOIN claims AS c ON e.claim_id = c.id
    INNER JOIN passages AS p ON e.passage_id = p.id
    INNER JOIN technique_names AS reach ON c.technique_id = reach.technique_id
    INNER JOIN techniques AS t ON reach.name = t.id
    GROUP BY reach.name, p.section_id
),
candidates (technique_id, section_id, place) AS (
    SELECT
        reach.technique_id,
        q.section_id,
        row_number() OVER (PARTITION BY reach.technique_id ORDER BY wider.depth DESC, s.facts DESC, q.ordinal)
    FROM stated AS s
    INNER JOIN research_questions AS q ON s.section_id = q.section_id
    INNER JOIN technique_names AS reach ON s.technique_id = reach.name
    INNER JOIN technique_tree AS wider ON s.technique_id = wider.technique_id
)
SELECT c.technique_id, section.name AS section, q.id AS question_id
FROM candidates AS c
INNER JOIN research_questions AS q ON c.section_id = q.section_id
INNER JOIN sections AS section ON c.section_id = section.id
WHERE c.place = 1
