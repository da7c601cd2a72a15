-- title: Statements of a section
-- description: Every statement of a section in reading order, including those that name techniques but no model.
-- subject: Questions, findings and figures
-- place: 50
-- parameter: section: Section, such as 2.2, or 2 including its subsections; empty for the whole survey.
-- parameter: technique: Technique that the statements name, by id, name or alias, including its subtypes; empty for all.
-- parameter: limit: Maximum number of statements per section; empty for no limit.
-- default: section: 2.2
WITH placed AS (
    SELECT
        p.section, p.paragraph, p.sentence, s.statement, s.phrase, p.question, p.topic, s.ordinal, s.id,
        row_number() OVER (PARTITION BY p.section ORDER BY p.paragraph, p.sentence, s.ordinal) AS place
    FROM statements AS s
    INNER JOIN passage_places AS p ON s.passage_id = p.passage_id
    WHERE
        p.section IS NOT NULL
        AND p.section IN (  -- if section
            -- include: chosen_sections
        )
        AND s.id IN (  -- if technique
            SELECT named.statement_id
            FROM named_techniques AS named
            INNER JOIN technique_names AS n ON named.technique_id = n.technique_id
            WHERE n.name = lower(:technique)
        )
)
SELECT
    s.section, s.paragraph, s.sentence, s.statement, s.phrase, d.model_names AS model, d.technique_names AS technique,
    s.question, s.topic, d.technique_ids, s.id AS statement_id, d.named_technique_list
FROM placed AS s
INNER JOIN statement_details AS d ON s.id = d.statement_id
WHERE
    s.place <= :limit  -- if limit
ORDER BY s.ordinal
