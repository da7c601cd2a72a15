-- title: Neighbours of a fact
-- description: Everything that is stated in the paragraph of a fact, in reading order, with the number of facts of each statement.
-- parameter: fact: Identifier of the fact; empty for every paragraph.
-- default: fact: paper-4-2-3-4--llama-3--fp8-quantization--uses--inference
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
FROM statements AS s
INNER JOIN passages AS p ON s.passage_id = p.id
INNER JOIN sections AS section ON p.section_id = section.id
LEFT OUTER JOIN passage_topics AS pt ON p.id = pt.passage_id
LEFT OUTER JOIN topics AS topic ON pt.topic_id = topic.id
LEFT OUTER JOIN evidence AS e ON s.id = e.statement_id
LEFT OUTER JOIN design_facts AS f ON e.id = f.fact_id
WHERE
    trim(coalesce(:fact, '')) = ''
    OR (p.section_id, p.paragraph) IN (
        SELECT here.section_id, here.paragraph
        FROM evidence AS own
        INNER JOIN passages AS here ON own.passage_id = here.id
        WHERE own.id = lower(trim(coalesce(:fact, '')))
    )
GROUP BY s.id, s.ordinal, section.name, p.paragraph, p.sentence, topic.name, s.statement, s.phrase
ORDER BY s.ordinal
