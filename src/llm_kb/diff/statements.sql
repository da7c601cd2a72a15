-- description: A statement with the place of its sentence.
SELECT
    s.id,
    coalesce(section.name || ' ¶' || passage.paragraph || ' s' || passage.sentence, passage.id) || ': ' || s.statement AS label
FROM statements AS s
INNER JOIN passages AS passage ON s.passage_id = passage.id
LEFT OUTER JOIN sections AS section ON passage.section_id = section.id
