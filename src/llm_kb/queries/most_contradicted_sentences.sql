-- title: Most contradicted sentences of the survey
-- description: Sentences of the survey by the number of their facts that a document of the maker contradicts, with the facts that are confirmed in part only.
-- words: errors of the survey, wrong sentences
-- subject: Sources and specifications
-- place: 150
-- parameter: section: Section of the survey, such as 4.2, or 4 including its subsections; empty for the whole survey.
-- parameter: least: Minimum number of contradicted facts; empty for no minimum.
-- parameter: limit: Maximum number of sentences; empty for no limit.
-- default: least: 1
-- number: least
SELECT
    f.locator, s.statement, s.phrase,
    count(f.verdict) AS checked,
    count(CASE WHEN f.verdict = 'contradicted' THEN 1 END) AS contradicted,
    count(CASE WHEN f.verdict = 'partly' THEN 1 END) AS partly,
    count(*) AS facts,
    f.section, f.passage_id, s.id AS statement_id
FROM design_facts AS f
INNER JOIN fact_details AS d ON f.fact_id = d.fact_id
INNER JOIN statements AS s ON d.statement_id = s.id
WHERE
    f.source_kind = 'survey'
    -- include: chosen_facts
GROUP BY f.locator, s.statement, s.phrase, f.section, f.passage_id, s.id, s.ordinal
HAVING
    count(CASE WHEN f.verdict = 'contradicted' THEN 1 END) >= :least  -- if least
ORDER BY contradicted DESC, partly DESC, s.ordinal
LIMIT :limit  -- if limit
