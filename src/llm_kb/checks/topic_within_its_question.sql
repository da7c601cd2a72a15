-- severity: integrity
-- description: A topic, point, takeaway or position lies within the section of its question.
-- cure: correct its first and last passage
SELECT kind || ' ' || r.id AS "row", 'extends beyond the section of its question' AS problem
FROM (
    SELECT 'topics' AS kind, id, research_question_id, first_passage_id, last_passage_id FROM topics
    UNION ALL
    SELECT 'findings', id, research_question_id, first_passage_id, last_passage_id FROM findings
) AS r
INNER JOIN research_questions AS q ON r.research_question_id = q.id
INNER JOIN passages AS first ON r.first_passage_id = first.id
INNER JOIN passages AS last ON r.last_passage_id = last.id
WHERE first.section_id <> q.section_id OR last.section_id <> q.section_id
