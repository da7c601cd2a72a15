-- title: Places of errata
-- description: Every place that an erratum speaks of, with what is printed there and the fact, model or reference it touches.
-- parameter: erratum: Identifier of the erratum; empty for all.
-- parameter: model: Model that is touched, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: kind: Kind of slip, by its id or name, such as contradiction; empty for all.
-- parameter: status: How certain the erratum is, such as verified or unverified; empty for all.
-- parameter: limit: Places of at most so many errata, in the order of `errata_by_kind` and counted before the model is looked at; empty for all.
-- parameter: offset: How many errata to leave out first, counted likewise; empty for none.
WITH asked (erratum, last, model, kind, status) AS (
    SELECT
        lower(trim(coalesce(:erratum, ''))),
        coalesce(nullif(lower(trim(:erratum)), ''), '~'),
        lower(trim(coalesce(:model, ''))),
        lower(trim(coalesce(:kind, ''))),
        lower(trim(coalesce(:status, '')))
),
kinds_asked (id) AS (
    SELECT kind.id FROM asked INNER JOIN erratum_kinds AS kind ON asked.kind IN ('', kind.id, lower(kind.name))
),
statuses_asked (id) AS (
    SELECT status.id FROM asked INNER JOIN erratum_statuses AS status ON asked.status IN ('', status.id, lower(status.name))
),
listed (erratum_id) AS (
    SELECT x.erratum_id
    FROM asked
    CROSS JOIN errata_overview AS x ON x.erratum_id BETWEEN asked.erratum AND asked.last
    WHERE
        asked.erratum <> ''
        AND x.kind_id IN (SELECT id FROM kinds_asked)
        AND x.status_id IN (SELECT id FROM statuses_asked)
    UNION ALL
    SELECT erratum_id
    FROM (
        SELECT erratum_id
        FROM errata_overview
        WHERE
            trim(coalesce(:erratum, '')) = ''
            AND (trim(coalesce(:kind, '')) = '' OR kind_id IN (SELECT id FROM kinds_asked))
            AND (trim(coalesce(:status, '')) = '' OR status_id IN (SELECT id FROM statuses_asked))
        ORDER BY place
        LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
        OFFSET CAST(coalesce(:offset, '') AS INTEGER)
    )
)
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
FROM listed
CROSS JOIN errata AS e ON listed.erratum_id = e.id
CROSS JOIN errata_places AS place ON e.id = place.erratum_id
INNER JOIN sources AS source ON place.source_id = source.id
LEFT OUTER JOIN passages AS p ON place.passage_id = p.id
LEFT OUTER JOIN sections AS section ON p.section_id = section.id
LEFT OUTER JOIN models AS m ON place.model_id = m.id
LEFT OUTER JOIN publications AS reference ON place.publication_id = reference.id
LEFT OUTER JOIN design_facts AS f ON place.evidence_id = f.fact_id
CROSS JOIN asked
WHERE
    asked.model = ''
    OR coalesce(place.model_id, f.model_id) IN (SELECT n.model_id FROM model_names AS n WHERE n.name = asked.model)
ORDER BY e.ordinal, place.ordinal
