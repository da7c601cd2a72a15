-- title: Places of errata
-- description: Every place of an erratum, with what is printed there and the fact, model or reference that it affects.
-- subject: The survey and its errata
-- place: 20
-- parameter: erratum: Id of an erratum, or several separated by commas; empty for all.
-- parameter: model: Affected model, by id, name or alias, including its variants; empty for all.
-- parameter: kind: Type of error, by id or name, such as contradiction; empty for all.
-- parameter: status: Status of the erratum, such as verified or unverified; empty for all.
-- parameter: limit: Maximum number of errata whose places are returned, in the order of `errata_by_kind` and before filtering by model; empty for no limit.
-- parameter: offset: Number of errata to skip, counted the same way; empty for none.
-- list: erratum
SELECT
    e.title AS erratum, source.title AS source, p.section, p.paragraph, p.sentence, place.printed, m.name AS model,
    reference.number, reference.title, f.statement, place.model_id, place.passage_id, place.evidence_id AS fact_id,
    place.source_id, place.erratum_id
FROM errata_places AS place
INNER JOIN errata AS e ON place.erratum_id = e.id
INNER JOIN sources AS source ON place.source_id = source.id
LEFT OUTER JOIN passage_places AS p ON place.passage_id = p.passage_id
LEFT OUTER JOIN models AS m ON place.model_id = m.id
LEFT OUTER JOIN corrected_publications AS reference ON place.publication_id = reference.publication_id
LEFT OUTER JOIN design_facts AS f ON place.evidence_id = f.fact_id
WHERE
    place.erratum_id IN (
        SELECT erratum_id
        FROM errata_overview
        WHERE
            erratum_id IN (lower(:erratum))  -- if erratum
            AND kind_id IN (SELECT id FROM erratum_kinds WHERE lower(:kind) IN (id, lower(name)))  -- if kind
            AND status_id IN (SELECT id FROM erratum_statuses WHERE lower(:status) IN (id, lower(name)))  -- if status
        ORDER BY place
        LIMIT :limit  -- if limit
        OFFSET :offset  -- if offset
    )
    AND coalesce(place.model_id, f.model_id) IN (SELECT model_id FROM model_names WHERE name = lower(:model))  -- if model
ORDER BY e.ordinal, place.ordinal
