-- title: Neighbours of a fact
-- description: Everything that is stated in the paragraph of a fact, in reading order, with the number of facts of each statement.
-- parameter: fact: Identifier of the fact; empty for every paragraph.
-- default: fact: paper-4-2-3-4--llama-3--fp8-quantization--uses--inference
WITH
here (section_id, paragraph) AS (
    SELECT passage.section_id, passage.paragraph
    FROM evidence AS own
    INNER JOIN passages AS passage ON own.passage_id = passage.id
    WHERE own.id = lower(trim(coalesce(:fact, '')))
),
around (id) AS (
    SELECT p.id FROM here CROSS JOIN passages AS p ON p.section_id = here.section_id AND p.paragraph = here.paragraph
    UNION ALL
    SELECT id FROM passages WHERE trim(coalesce(:fact, '')) = ''
)
SELECT
    section.name AS section,
    p.paragraph,
    p.sentence,
    topic.name AS topic,
    s.statement,
    s.phrase,
    count(f.fact_id) AS facts,
    max(CASE WHEN f.fact_id = lower(trim(coalesce(:fact, ''))) THEN 1 ELSE 0 END) AS own,
    min(f.fact_id) AS fact_id,
    s.id AS statement_id
FROM around
CROSS JOIN passages AS p ON around.id = p.id
CROSS JOIN statements AS s ON s.passage_id = p.id
INNER JOIN sections AS section ON p.section_id = section.id
LEFT OUTER JOIN passage_topics AS pt ON p.id = pt.passage_id
LEFT OUTER JOIN topics AS topic ON pt.topic_id = topic.id
LEFT OUTER JOIN evidence AS e ON s.id = e.statement_id
LEFT OUTER JOIN design_facts AS f ON e.id = f.fact_id
GROUP BY s.id, s.ordinal, section.name, p.paragraph, p.sentence, topic.name, s.statement, s.phrase
ORDER BY s.ordinal
