-- title: Adoption since the survey
-- description: For each technique of a question, how many of the surveyed releases and of those released since use or introduce it or a subtype, according to documents of their developers, with the share among all releases of that period with facts from such documents; told more or less often means a change by at least ten percentage points.
-- words: newer models, after the survey, then and now, what changed since
-- subject: Sources and specifications
-- place: 107
-- parameter: question: Section of the question, such as 4.2; empty for all.
-- parameter: least: Minimum number of releases of both periods together; empty for no minimum.
-- parameter: limit: Maximum number of techniques; empty for no limit.
-- default: question: 4.2
-- default: least: 3
-- number: least, limit
SELECT
    tree.technique_group, t.name AS technique, p.surveyed, p.of_surveyed, p.percent_surveyed, p.since, p.of_since,
    p.percent_since, p.change, p.outcome, p.since_names, q.section, p.technique_id
FROM technique_periods AS p
INNER JOIN techniques AS t ON p.technique_id = t.id
INNER JOIN technique_tree AS tree ON p.technique_id = tree.technique_id
LEFT OUTER JOIN technique_questions AS q ON p.technique_id = q.technique_id
WHERE
    tree.depth > 0
    AND p.surveyed + p.since > 0
    AND :question IN (q.section, q.question_id)  -- if question
    AND p.surveyed + p.since >= :least  -- if least
ORDER BY p.since DESC, p.surveyed DESC, t.ordinal
LIMIT :limit  -- if limit
