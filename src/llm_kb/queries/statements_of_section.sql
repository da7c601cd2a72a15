-- title: Statements of a section
-- description: Everything recorded from a section in reading order, one row a statement, also where it names techniques but no model.
-- parameter: section: Section, such as 2.2, or 2 with everything below it; empty for the whole survey.
-- parameter: technique: Technique that the statements name, by its id, name or another name of it, or anything narrower; empty for all.
-- parameter: limit: At most so many statements of each section; empty for all.
-- default: section: 2.2
WITH
asked (section, technique) AS (SELECT lower(trim(coalesce(:section, ''))), lower(trim(coalesce(:technique, '')))),
techniques_asked (id) AS (
    SELECT n.technique_id FROM asked INNER JOIN technique_names AS n ON n.name = asked.technique
),
sections_asked (id) AS (
    SELECT section.id
    FROM asked
    INNER JOIN sections AS section
        ON asked.section IN ('', section.name, replace(section.name, '.', '-'))
        OR substr(section.name, 1, length(asked.section) + 1) = asked.section || '.'
),
naming (statement_id) AS (
    SELECT statement_id FROM statement_techniques WHERE technique_id IN (SELECT id FROM techniques_asked)
    UNION
    SELECT e.statement_id
    FROM design_facts AS f
    INNER JOIN evidence AS e ON f.fact_id = e.id
    WHERE f.technique_id IN (SELECT id FROM techniques_asked)
),
wanted (id) AS (
    SELECT s.id
    FROM sections_asked
    CROSS JOIN statements AS s
    WHERE
        trim(coalesce(:technique, '')) = ''
        AND s.id IN (
            SELECT here.id
            FROM passages AS p
            CROSS JOIN statements AS here ON here.passage_id = p.id
            WHERE p.section_id = sections_asked.id
            ORDER BY p.paragraph, p.sentence, here.ordinal
            LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
        )
    UNION ALL
    SELECT s.id
    FROM naming
    INNER JOIN statements AS s ON naming.statement_id = s.id
    INNER JOIN passages AS p ON s.passage_id = p.id
    WHERE trim(coalesce(:technique, '')) <> '' AND p.section_id IN (SELECT id FROM sections_asked)
)
SELECT
    section.name AS section,
    p.paragraph,
    p.sentence,
    s.statement,
    s.phrase,
    (
        SELECT group_concat(model, ', ')
        FROM (
            SELECT DISTINCT f.model
            FROM evidence AS e
            INNER JOIN design_facts AS f ON e.id = f.fact_id
            WHERE e.statement_id = s.id
            ORDER BY f.model
        )
    ) AS model,
    (
        SELECT group_concat(name, ', ')
        FROM (
            SELECT t.name, t.id
            FROM statement_techniques AS st
            INNER JOIN techniques AS t ON st.technique_id = t.id
            WHERE st.statement_id = s.id
            UNION
            SELECT f.technique, f.technique_id
            FROM evidence AS e
            INNER JOIN design_facts AS f ON e.id = f.fact_id
            WHERE e.statement_id = s.id
            ORDER BY 1, 2
        )
    ) AS technique,
    q.question,
    topics.name AS topic,
    (
        SELECT group_concat(id, ', ')
        FROM (
            SELECT t.name, t.id
            FROM statement_techniques AS st
            INNER JOIN techniques AS t ON st.technique_id = t.id
            WHERE st.statement_id = s.id
            UNION
            SELECT f.technique, f.technique_id
            FROM evidence AS e
            INNER JOIN design_facts AS f ON e.id = f.fact_id
            WHERE e.statement_id = s.id
            ORDER BY 1, 2
        )
    ) AS technique_ids,
    s.id AS statement_id
FROM wanted
CROSS JOIN statements AS s ON wanted.id = s.id
INNER JOIN passages AS p ON s.passage_id = p.id
INNER JOIN sections AS section ON p.section_id = section.id
LEFT OUTER JOIN research_questions AS q ON section.id = q.section_id
LEFT OUTER JOIN passage_topics AS pt ON p.id = pt.passage_id
LEFT OUTER JOIN topics ON pt.topic_id = topics.id
ORDER BY s.ordinal
