-- title: References beside the facts
-- description: Every fact that has a citation beside it, with each reference that is cited there, corrected.
-- parameter: fact: Identifier of the fact; empty for all.
WITH asked (fact, last) AS (
    SELECT lower(trim(coalesce(:fact, ''))), coalesce(nullif(lower(trim(:fact)), ''), '~')
)
SELECT
    f.model,
    f.relation,
    f.technique,
    p.number,
    coalesce(p.title_corrected, p.title) AS title,
    coalesce(p.year_corrected, p.year) AS year,
    f.section,
    f.paragraph,
    f.sentence,
    f.fact_id
FROM asked
CROSS JOIN evidence_citations AS ec ON ec.evidence_id BETWEEN asked.fact AND asked.last
INNER JOIN citations AS c ON ec.citation_id = c.id
INNER JOIN publications AS p ON c.publication_id = p.id
INNER JOIN design_facts AS f ON ec.evidence_id = f.fact_id
INNER JOIN passages AS passage ON f.passage_id = passage.id
GROUP BY f.fact_id, p.id
ORDER BY passage.source_id, passage.ordinal, f.fact_id, min(c.position)
