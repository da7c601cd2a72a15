-- title: Where a reference is cited
-- description: Every in-text citation of a reference, with its place and what the sentence says in our own words.
-- subject: References
-- place: 30
-- parameter: publication: Number of the reference; empty for all.
-- default: publication: 93
-- number: publication
SELECT
    p.number, place.section, place.paragraph, place.sentence, place.question, place.topic, s.statement, s.phrase,
    d.fact_id, c.position, c.passage_id, s.id AS statement_id, p.id AS publication_id
FROM publications AS p
INNER JOIN citations AS c ON p.id = c.publication_id
INNER JOIN passage_places AS place ON c.passage_id = place.passage_id
LEFT OUTER JOIN statements AS s ON c.passage_id = s.passage_id
LEFT OUTER JOIN statement_details AS d ON s.id = d.statement_id
WHERE
    p.number = :publication  -- if publication
ORDER BY p.number, place.source_id, place.ordinal, c.position, s.ordinal
