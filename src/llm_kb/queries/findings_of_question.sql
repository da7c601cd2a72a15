-- title: Findings on a question
-- description: The survey's takeaways, positions and numbered points in our own words, with the number of facts among their sentences.
-- subject: Questions, findings and figures
-- place: 20
-- parameter: question: Research question, by its section such as 4.2 or by words from it; empty for all findings, including those of whole dimensions.
-- parameter: kind: takeaway, position or point; empty for all.
-- default: question: 2.2
SELECT
    d.name AS dimension, section.name AS section, q.question, kind.name AS kind, x.ordinal, topics.name AS topic,
    x.statement, counts.facts, x.first_passage_id, x.last_passage_id, x.id AS finding_id
FROM findings AS x
INNER JOIN finding_kinds AS kind ON x.kind_id = kind.id
INNER JOIN passages AS first ON x.first_passage_id = first.id
INNER JOIN finding_counts AS counts ON x.id = counts.finding_id
LEFT OUTER JOIN dimensions AS d ON x.dimension_id = d.id
LEFT OUTER JOIN research_questions AS q ON x.research_question_id = q.id
LEFT OUTER JOIN sections AS section ON q.section_id = section.id
LEFT OUTER JOIN topics ON x.topic_id = topics.id
WHERE
    lower(:kind) IN (kind.id, lower(kind.name))  -- if kind
    AND (  -- if question
        lower(:question) IN (q.id, section.name) OR lower(q.question) LIKE '%' || lower(:question) || '%'
    )
ORDER BY first.source_id, q.ordinal, first.ordinal, kind.ordinal, x.ordinal
