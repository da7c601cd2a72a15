-- title: Citations per question
-- description: Number of citations and of distinct publications cited in each section of the survey; sections that answer no question are listed too, so that the numbers add up.
-- subject: References
-- place: 40
SELECT
    d.name AS dimension,
    section.name AS section,
    coalesce(q.question, section.title) AS question,
    count(*) AS citations,
    count(DISTINCT c.publication_id) AS publications,
    count(DISTINCT c.passage_id) AS passages
FROM citations AS c
INNER JOIN passages AS p ON c.passage_id = p.id
INNER JOIN sections AS section ON p.section_id = section.id
LEFT OUTER JOIN research_questions AS q ON section.id = q.section_id
LEFT OUTER JOIN dimensions AS d ON q.dimension_id = d.id
GROUP BY section.id, section.source_id, section.ordinal, section.name, section.title, d.name, q.question
ORDER BY section.source_id, section.ordinal
