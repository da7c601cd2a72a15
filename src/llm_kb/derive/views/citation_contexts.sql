-- title: Where each reference is cited
-- description: One row is an in-text citation with its place and what it cites.
-- column: section: Number of the section.
-- column: passage_id: Identifier of the sentence.
-- column: number: Number of the cited reference.
-- column: title: Title of the cited reference as printed.
-- column: bracket: Which pair of brackets of the sentence it stands in, counted from 1.
-- column: position: Which cited number of the sentence it is, counted from 1.
-- column: topic: The run-in heading that the sentence stands under.
-- column: statement: What the sentence says in our own words, where that has been recorded.
SELECT
    section.name AS section,
    c.passage_id,
    p.number,
    p.title,
    c.bracket,
    c.position,
    topic.name AS topic,
    (
        SELECT s.statement FROM statements AS s
        WHERE s.passage_id = c.passage_id
        ORDER BY s.ordinal LIMIT 1
    ) AS statement
FROM citations AS c
INNER JOIN passages ON c.passage_id = passages.id
INNER JOIN sections AS section ON passages.section_id = section.id
INNER JOIN publications AS p ON c.publication_id = p.id
LEFT OUTER JOIN (
    SELECT topics.name, first.source_id, first.ordinal AS first_ordinal, last.ordinal AS last_ordinal
    FROM topics
    INNER JOIN passages AS first ON topics.first_passage_id = first.id
    INNER JOIN passages AS last ON topics.last_passage_id = last.id
) AS topic
    ON passages.source_id = topic.source_id
    AND passages.ordinal BETWEEN topic.first_ordinal AND topic.last_ordinal
