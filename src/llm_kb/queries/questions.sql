-- title: The research questions
-- description: The survey's questions with takeaway and position in our own words, and the number of facts on each.
-- subject: Questions, findings and figures
-- place: 10
-- parameter: question: Research question, by its section such as 4.2; empty for all.
WITH positions AS (
    SELECT
        research_question_id,
        max(CASE WHEN kind_id = 'takeaway' THEN statement END) AS takeaway,
        max(CASE WHEN kind_id = 'position' THEN statement END) AS position,
        count(CASE WHEN kind_id = 'point' THEN 1 END) AS points
    FROM findings
    GROUP BY research_question_id
)
SELECT
    section.name AS section, q.question, d.name AS dimension, x.takeaway, x.position, coalesce(x.points, 0) AS points,
    coalesce(counts.facts, 0) AS facts,
    coalesce(counts.models, 0) AS models,
    coalesce(counts.techniques, 0) AS techniques,
    d.description AS dimension_description, d.id AS dimension_id, q.id AS question_id
FROM research_questions AS q
INNER JOIN sections AS section ON q.section_id = section.id
INNER JOIN dimensions AS d ON q.dimension_id = d.id
LEFT OUTER JOIN positions AS x ON q.id = x.research_question_id
LEFT OUTER JOIN section_counts AS counts ON section.name = counts.section
WHERE
    lower(:question) IN (q.id, section.name)  -- if question
ORDER BY q.ordinal
