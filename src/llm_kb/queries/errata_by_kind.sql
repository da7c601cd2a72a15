-- title: Errata by kind
-- description: What the sources have wrong or contradict themselves in, by kind of slip, with every place and what is printed there.
-- parameter: kind: Kind of slip, by its id or name, such as contradiction; empty for all.
-- parameter: status: How certain the erratum is, such as verified or unverified; empty for all.
-- parameter: model: Model that is touched, also by a fact or by its publication, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: institution: Institution that made a model that is touched, or under which the survey lists it, by its id or name; empty for all.
-- parameter: publication: Number of the reference that is touched; empty for all.
-- parameter: fact: Identifier of the fact that is touched; empty for all.
WITH asked (kind, status, model, institution, publication, fact) AS (
    SELECT
        lower(trim(coalesce(:kind, ''))),
        lower(trim(coalesce(:status, ''))),
        lower(trim(coalesce(:model, ''))),
        lower(trim(coalesce(:institution, ''))),
        trim(coalesce(:publication, '')),
        lower(trim(coalesce(:fact, '')))
),
wanted (id) AS (SELECT model_id FROM model_names WHERE name = (SELECT model FROM asked)),
touched (erratum_id, model_id, number, fact_id) AS (
    SELECT place.erratum_id, coalesce(place.model_id, f.model_id, m.id), p.number, place.evidence_id
    FROM errata_places AS place
    LEFT OUTER JOIN design_facts AS f ON place.evidence_id = f.fact_id
    LEFT OUTER JOIN publications AS p ON place.publication_id = p.id
    LEFT OUTER JOIN models AS m ON place.publication_id = m.publication_id
),
places AS (
    SELECT
        erratum_id,
        count(*) AS places,
        count(evidence_id) AS facts,
        group_concat(place || coalesce(': ' || printed, ''), ' | ') AS printed
    FROM (
        SELECT
            erratum_id,
            evidence_id,
            printed,
            coalesce(passage_id, 'reference ' || publication_id, source_id) AS place
        FROM errata_places
        ORDER BY erratum_id, ordinal
    )
    GROUP BY erratum_id
)
SELECT
    kind.name AS kind,
    e.title AS erratum,
    e.correction,
    e.reason,
    e.how_known,
    status.name AS status,
    coalesce(places.places, 0) AS places,
    places.printed,
    coalesce(places.facts, 0) AS facts,
    kind.id AS kind_id,
    status.id AS status_id,
    e.id AS erratum_id
FROM errata AS e
INNER JOIN erratum_kinds AS kind ON e.kind_id = kind.id
INNER JOIN erratum_statuses AS status ON e.status_id = status.id
LEFT OUTER JOIN places ON e.id = places.erratum_id
CROSS JOIN asked
WHERE
    asked.kind IN ('', kind.id, lower(kind.name))
    AND asked.status IN ('', status.id, lower(status.name))
    AND (asked.model = '' OR e.id IN (SELECT erratum_id FROM touched WHERE model_id IN (SELECT id FROM wanted)))
    AND (
        asked.institution = ''
        OR e.id IN (
            SELECT touched.erratum_id
            FROM touched
            INNER JOIN models AS m ON touched.model_id = m.id
            INNER JOIN institutions AS i ON i.id IN (m.institution_id, m.listed_under_id)
            WHERE asked.institution IN (i.id, lower(i.name))
        )
    )
    AND (
        asked.publication = ''
        OR e.id IN (SELECT erratum_id FROM touched WHERE CAST(number AS TEXT) = asked.publication)
    )
    AND (asked.fact = '' OR e.id IN (SELECT erratum_id FROM touched WHERE fact_id = asked.fact))
ORDER BY kind.ordinal, e.ordinal
