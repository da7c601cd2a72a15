-- title: The survey's positions since
-- description: Each technique that the survey names in one of its positions on the future, with the share of the surveyed releases and of those released since that use or introduce it or a subtype, according to documents of their developers; more and less often mean a change by at least ten percentage points.
-- words: outlook, predictions, came true, future
-- subject: Sources and specifications
-- place: 108
-- parameter: question: Section of the question, such as 4.2; empty for all.
WITH named AS (
    SELECT DISTINCT f.id AS finding_id, n.technique_id
    FROM findings AS f
    INNER JOIN finding_passages AS p ON f.id = p.finding_id
    INNER JOIN statements AS s ON p.passage_id = s.passage_id
    INNER JOIN named_techniques AS n ON s.id = n.statement_id
    WHERE f.kind_id = 'position'
)
SELECT
    sections.name AS section, f.statement AS position, t.name AS technique, p.surveyed, p.of_surveyed,
    p.percent_surveyed, p.since, p.of_since, p.percent_since, p.outcome, n.finding_id, n.technique_id
FROM named AS n
INNER JOIN technique_periods AS p ON n.technique_id = p.technique_id
INNER JOIN findings AS f ON n.finding_id = f.id
INNER JOIN techniques AS t ON n.technique_id = t.id
LEFT OUTER JOIN research_questions AS q ON f.research_question_id = q.id
LEFT OUTER JOIN sections ON q.section_id = sections.id
WHERE :question IN (sections.name, q.id)  -- if question
ORDER BY coalesce(sections.name, ''), f.ordinal, f.id, t.ordinal
