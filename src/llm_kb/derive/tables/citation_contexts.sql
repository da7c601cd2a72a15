-- title: Where each reference is cited
-- description: One row per in-text citation with its sentence and the publication it cites.
-- subject: References
-- place: 50
-- facets: section
-- column: section: Number of the section.
-- column: passage_id: Identifier of the sentence.
-- column: number: Number of the cited reference.
-- column: title: Title of the cited reference as printed.
-- column: bracket: Position of its pair of brackets in the sentence, counted from 1.
-- column: position: Position among the cited numbers of the sentence, counted from 1.
-- column: topic: Topic (run-in heading) of the sentence.
-- column: statement: What the sentence says, in our own words; NULL where it has no statement.
-- key: passage_id, bracket, position
-- integers: number, bracket, position
-- nullable: section, number, topic, statement
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
