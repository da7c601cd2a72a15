-- title: Facts of a section
-- description: Every fact of a section of the survey in reading order, for checking against the text.
-- subject: Facts
-- place: 30
-- parameter: section: Section, such as 2.2, or 2 including its subsections; empty for the whole survey.
-- default: section: 2.2
SELECT
    f.section, f.paragraph, f.sentence, f.topic, f.model, f.relation, f.technique, f.stage, f.qualifier, f.other_model,
    f.other_role, f.statement, f.phrase, f.basis, f.disputed, f.fact_id
FROM design_facts AS f
INNER JOIN fact_details AS d ON f.fact_id = d.fact_id
INNER JOIN statements AS s ON d.statement_id = s.id
WHERE
    f.section IS NOT NULL
    -- include: chosen_facts
ORDER BY s.ordinal, f.model, f.technique, f.relation, f.stage, f.fact_id
