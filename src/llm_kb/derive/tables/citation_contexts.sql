-- title: Where each reference is cited
-- description: One row is an in-text citation with its place and what it cites.
-- subject: References
-- place: 50
-- facets: section
-- column: section: Number of the section.
-- column: passage_id: Identifier of the sentence.
-- column: number: Number of the cited reference.
-- column: title: Title of the cited reference as printed.
-- column: bracket: Which pair of brackets of the sentence it stands in, counted from 1.
-- column: position: Which cited number of the sentence it is, counted from 1.
-- column: topic: The run-in heading that the sentence stands under.
-- column: statement: What the sentence says in our own words, where that has been recorded.
-- key: passage_id, bracket, position
-- integers: number, bracket, position
-- nullable: number, topic, statement
-- index: section
-- index: number
SELECT
    place.section,
    c.passage_id,
    p.number,
    p.title,
    c.bracket,
    c.position,
    place.topic,
    (
        SELECT s.statement FROM statements AS s
        WHERE s.passage_id = c.passage_id
        ORDER BY s.ordinal LIMIT 1
    ) AS statement
FROM citations AS c
INNER JOIN passage_places AS place ON c.passage_id = place.passage_id
INNER JOIN publications AS p ON c.publication_id = p.id
