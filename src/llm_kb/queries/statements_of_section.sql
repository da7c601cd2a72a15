-- title: Statements of a section
-- description: Everything recorded from a section in reading order, one row a statement, also where it names techniques but no model.
-- parameter: section: Section, such as 2.2, or 2 with everything below it; empty for the whole survey.
-- parameter: technique: Technique that the statements name, by its id, name or another name of it, or anything narrower; empty for all.
-- default: section: 2.2
WITH
asked (section, technique) AS (SELECT lower(trim(coalesce(:section, ''))), lower(trim(coalesce(:technique, '')))),
named (statement_id, technique, technique_id, model) AS (
    SELECT st.statement_id, t.name, t.id, NULL
    FROM statement_techniques AS st
    INNER JOIN techniques AS t ON st.technique_id = t.id
    UNION
    SELECT e.statement_id, f.technique, f.technique_id, f.model
    FROM evidence AS e
    INNER JOIN design_facts AS f ON e.id = f.fact_id
),
models_named AS (
    SELECT statement_id, group_concat(model, ', ') AS names
    FROM (SELECT DISTINCT statement_id, model FROM named WHERE model IS NOT NULL ORDER BY statement_id, model)
    GROUP BY statement_id
),
techniques_named AS (
    SELECT statement_id, group_concat(technique, ', ') AS names, group_concat(technique_id, ', ') AS ids
    FROM (SELECT DISTINCT statement_id, technique, technique_id FROM named ORDER BY statement_id, technique)
    GROUP BY statement_id
)
SELECT
    section.name AS section,
    p.paragraph,
    p.sentence,
    s.statement,
    s.phrase,
    m.names AS model,
    t.names AS technique,
    q.question,
    topics.name AS topic,
    t.ids AS technique_ids,
    s.id AS statement_id
FROM statements AS s
INNER JOIN passages AS p ON s.passage_id = p.id
INNER JOIN sections AS section ON p.section_id = section.id
LEFT OUTER JOIN research_questions AS q ON section.id = q.section_id
LEFT OUTER JOIN passage_topics AS pt ON p.id = pt.passage_id
LEFT OUTER JOIN topics ON pt.topic_id = topics.id
LEFT OUTER JOIN models_named AS m ON s.id = m.statement_id
LEFT OUTER JOIN techniques_named AS t ON s.id = t.statement_id
CROSS JOIN asked
WHERE
    (
        asked.section IN ('', section.name, replace(section.name, '.', '-'))
        OR substr(section.name, 1, length(asked.section) + 1) = asked.section || '.'
    )
    AND (
        asked.technique = ''
        OR s.id IN (
            SELECT named.statement_id
            FROM named
            INNER JOIN technique_names AS wanted ON named.technique_id = wanted.technique_id
            WHERE wanted.name = asked.technique
        )
    )
ORDER BY s.ordinal
