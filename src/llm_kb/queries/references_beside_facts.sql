-- title: References cited with facts
-- description: Every fact that has a citation, with each reference cited there, as corrected.
-- subject: Facts
-- place: 100
-- parameter: fact: Id of the fact; empty for all.
SELECT
    f.model, f.relation, f.technique, p.number, p.title, p.year, f.section, f.paragraph, f.sentence, f.fact_id
FROM evidence_citations AS ec
INNER JOIN citations AS c ON ec.citation_id = c.id
INNER JOIN corrected_publications AS p ON c.publication_id = p.publication_id
INNER JOIN design_facts AS f ON ec.evidence_id = f.fact_id
INNER JOIN passage_places AS place ON f.passage_id = place.passage_id
WHERE
    f.fact_id = lower(:fact)  -- if fact
GROUP BY
    f.model, f.relation, f.technique, p.number, p.title, p.year, f.section, f.paragraph, f.sentence, f.fact_id,
    place.source_id, place.ordinal
ORDER BY place.source_id, place.ordinal, f.fact_id, min(c.position)
