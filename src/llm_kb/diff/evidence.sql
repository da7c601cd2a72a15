-- description: A fact as its claim, the place of the sentence and what the sentence says.
SELECT
    e.id,
    m.name || ' ' || relation.name || ' ' || t.name || ' (' || stage.name || '), ' || coalesce(
        section.name || ' ¶' || passage.paragraph || ' s' || passage.sentence, passage.id
    ) || ': ' || s.statement AS label
FROM evidence AS e
INNER JOIN claims AS c ON e.claim_id = c.id
INNER JOIN models AS m ON c.model_id = m.id
INNER JOIN relations AS relation ON c.relation_id = relation.id
INNER JOIN techniques AS t ON c.technique_id = t.id
INNER JOIN stages AS stage ON c.stage_id = stage.id
INNER JOIN statements AS s ON e.statement_id = s.id
INNER JOIN passages AS passage ON e.passage_id = passage.id
LEFT OUTER JOIN sections AS section ON passage.section_id = section.id
