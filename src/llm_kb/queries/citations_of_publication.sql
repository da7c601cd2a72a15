-- title: Where a reference is cited
-- description: Every in-text citation of a reference with its place and what the sentence says, in our own words.
-- parameter: publication: Number of the reference; empty for all.
-- default: publication: 93
WITH
asked (publication) AS (SELECT trim(coalesce(:publication, ''))),
wanted (id) AS (
    SELECT p.id
    FROM asked
    CROSS JOIN publications AS p ON p.number = CAST(asked.publication AS INTEGER)
    WHERE CAST(p.number AS TEXT) = asked.publication
    UNION ALL
    SELECT id FROM publications WHERE trim(coalesce(:publication, '')) = ''
)
SELECT
    p.number,
    section.name AS section,
    passage.paragraph,
    passage.sentence,
    q.question,
    topic.name AS topic,
    s.statement,
    s.phrase,
    (SELECT min(f.fact_id) FROM design_facts AS f INNER JOIN evidence AS e ON f.fact_id = e.id WHERE e.statement_id = s.id) AS fact_id,
    c.position,
    c.passage_id,
    s.id AS statement_id,
    p.id AS publication_id
FROM wanted
CROSS JOIN publications AS p ON wanted.id = p.id
INNER JOIN citations AS c ON p.id = c.publication_id
INNER JOIN passages AS passage ON c.passage_id = passage.id
INNER JOIN sections AS section ON passage.section_id = section.id
LEFT OUTER JOIN research_questions AS q ON section.id = q.section_id
LEFT OUTER JOIN passage_topics AS pt ON passage.id = pt.passage_id
LEFT OUTER JOIN topics AS topic ON pt.topic_id = topic.id
LEFT OUTER JOIN statements AS s ON passage.id = s.passage_id
ORDER BY p.number, passage.source_id, passage.ordinal, c.position, s.ordinal
