-- title: Context of a fact
-- description: Every statement from the paragraph of a fact, or from its page or heading in a source without sections, in reading order, with the number of facts of each.
-- subject: Facts
-- place: 70
-- parameter: fact: Id of the fact; empty for every paragraph.
-- default: fact: paper-4-2-3-4--llama-3--fp8-quantization--uses--inference
SELECT
    p.section, p.paragraph, p.sentence, p.topic, s.statement, s.phrase, d.facts,
    CASE WHEN s.id = own.statement_id THEN 1 ELSE 0 END AS own,  -- if fact
    0 AS own,  -- unless fact
    d.fact_id, s.id AS statement_id, p.locator
FROM statements AS s
INNER JOIN passage_places AS p ON s.passage_id = p.passage_id
INNER JOIN statement_details AS d ON s.id = d.statement_id
INNER JOIN evidence AS own ON own.id = lower(:fact)  -- if fact
INNER JOIN passage_places AS here  -- if fact
    ON own.passage_id = here.passage_id AND p.source_id = here.source_id AND p.surroundings = here.surroundings
ORDER BY s.ordinal
