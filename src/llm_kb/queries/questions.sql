-- title: The research questions
-- description: The survey's questions with takeaway and position in our own words, and how much is known about each.
-- parameter: question: Research question, by its section such as 4.2; empty for all.
WITH findings_by_question (question_id, takeaway, position, points) AS (
    SELECT
        research_question_id,
        max(CASE WHEN kind_id = 'takeaway' THEN statement END),
        max(CASE WHEN kind_id = 'position' THEN statement END),
        count(CASE WHEN kind_id = 'point' THEN 1 END)
    FROM findings
    WHERE research_question_id IS NOT NULL
    GROUP BY research_question_id
)
SELECT
    section.name AS section,
    q.question,
    d.name AS dimension,
    n.takeaway,
    n.position,
    n.points,
    coalesce(counts.facts, 0) AS facts,
    coalesce(counts.models, 0) AS models,
    coalesce(counts.techniques, 0) AS techniques,
    d.description AS dimension_description,
    d.id AS dimension_id,
    q.id AS question_id
FROM research_questions AS q
INNER JOIN sections AS section ON q.section_id = section.id
INNER JOIN dimensions AS d ON q.dimension_id = d.id
LEFT OUTER JOIN findings_by_question AS n ON q.id = n.question_id
LEFT OUTER JOIN section_counts AS counts ON section.name = counts.section
WHERE lower(trim(coalesce(:question, ''))) IN ('', q.id, section.name)
ORDER BY q.ordinal
