-- title: Places of errata
-- description: Every place that an erratum speaks of, with what is printed there and the fact, model or reference it touches.
-- parameter: erratum: Identifier of the erratum; empty for all.
-- parameter: model: Model that is touched, by its id, name or a spelling of it, together with its variants; empty for all.
SELECT
    e.title AS erratum,
    source.title AS source,
    section.name AS section,
    p.paragraph,
    p.sentence,
    place.printed,
    m.name AS model,
    reference.number,
    coalesce(reference.title_corrected, reference.title) AS title,
    f.statement,
    place.model_id,
    place.passage_id,
    place.evidence_id AS fact_id,
    place.source_id,
    place.erratum_id
FROM errata_places AS place
INNER JOIN errata AS e ON place.erratum_id = e.id
INNER JOIN sources AS source ON place.source_id = source.id
LEFT OUTER JOIN passages AS p ON place.passage_id = p.id
LEFT OUTER JOIN sections AS section ON p.section_id = section.id
LEFT OUTER JOIN models AS m ON place.model_id = m.id
LEFT OUTER JOIN publications AS reference ON place.publication_id = reference.id
LEFT OUTER JOIN design_facts AS f ON place.evidence_id = f.fact_id
WHERE
    lower(trim(coalesce(:erratum, ''))) IN ('', e.id)
    AND (
        trim(coalesce(:model, '')) = ''
        OR coalesce(place.model_id, f.model_id)
        IN (SELECT model_id FROM model_names WHERE name = lower(trim(coalesce(:model, ''))))
    )
ORDER BY e.ordinal, place.ordinal
