-- title: Errata by kind
-- description: What the sources have wrong or contradict themselves in, by kind of slip, with every place and what is printed there.
-- parameter: kind: Kind of slip, by its id or name, such as contradiction; empty for all.
-- parameter: status: How certain the erratum is, such as verified or unverified; empty for all.
WITH asked (kind, status) AS (
    SELECT lower(trim(coalesce(:kind, ''))), lower(trim(coalesce(:status, '')))
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
    e.id AS erratum_id
FROM errata AS e
INNER JOIN erratum_kinds AS kind ON e.kind_id = kind.id
INNER JOIN erratum_statuses AS status ON e.status_id = status.id
LEFT OUTER JOIN places ON e.id = places.erratum_id
CROSS JOIN asked
WHERE
    asked.kind IN ('', kind.id, lower(kind.name))
    AND asked.status IN ('', status.id, lower(status.name))
ORDER BY kind.ordinal, e.ordinal
