-- description: A citation as the number of its reference and the place of its sentence.
SELECT
    c.id,
    '[' || p.number || '] in ' || coalesce(section.name || ' ¶' || passage.paragraph || ' s' || passage.sentence, passage.id) AS label
FROM citations AS c
INNER JOIN publications AS p ON c.publication_id = p.id
INNER JOIN passages AS passage ON c.passage_id = passage.id
LEFT OUTER JOIN sections AS section ON passage.section_id = section.id
