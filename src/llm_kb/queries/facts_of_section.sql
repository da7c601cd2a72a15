-- title: Facts of a section
-- description: Every fact of a section of the survey in reading order, to be held beside the text.
-- parameter: section: Section, such as 2.2, or 2 with everything below it; empty for the whole survey.
-- default: section: 2.2
WITH asked (section) AS (SELECT lower(trim(coalesce(:section, ''))))
SELECT
    f.section, f.paragraph, f.sentence, f.topic, f.model, f.relation, f.technique, f.stage, f.qualifier, f.other_model,
    f.other_role, f.statement, f.phrase, f.basis, f.disputed, f.fact_id
FROM design_facts AS f
INNER JOIN evidence AS e ON f.fact_id = e.id
INNER JOIN statements AS s ON e.statement_id = s.id
CROSS JOIN asked
WHERE
    asked.section IN ('', f.section, replace(f.section, '.', '-'))
    OR substr(f.section, 1, length(asked.section) + 1) = asked.section || '.'
ORDER BY s.ordinal, f.model, f.technique, f.relation, f.stage
