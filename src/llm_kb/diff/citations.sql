-- description: A citation as the number of its reference and the place of its sentence.
SELECT
    c.id,
    '[' || p.number || '] in ' || section.name || ' ¶' || passage.paragraph || ' s' || passage.sentence AS label
FROM citations AS c
INNER JOIN publications AS p ON c.publication_id = p.id
INNER JOIN passages AS passage ON c.passage_id = passage.id
INNER JOIN sections AS section ON passage.section_id = section.id
