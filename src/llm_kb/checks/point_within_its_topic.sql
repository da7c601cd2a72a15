-- severity: integrity
-- description: A numbered point lies within its topic.
-- cure: correct its first and last passage, or its topic
SELECT 'findings ' || f.id AS "row", 'extends beyond its topic' AS problem
FROM findings AS f
INNER JOIN topics AS t ON f.topic_id = t.id
INNER JOIN passages AS first ON f.first_passage_id = first.id
INNER JOIN passages AS last ON f.last_passage_id = last.id
INNER JOIN passages AS top ON t.first_passage_id = top.id
INNER JOIN passages AS bottom ON t.last_passage_id = bottom.id
WHERE first.source_id <> top.source_id OR first.ordinal < top.ordinal OR last.ordinal > bottom.ordinal OR f.research_question_id IS NOT t.research_question_id
