-- title: Errata at a glance
-- description: One row per erratum with its position in the list by importance and numbers of places and facts.
-- subject: The survey and its errata
-- place: 20
-- column: place: Position in the list of all errata, counted from 1: the most important first, those on the text before those on references alone.
-- column: erratum_id: Identifier of the erratum.
-- column: kind_id: Kind of error.
-- column: status_id: Status: how certain it is.
-- column: places: Number of its places.
-- column: facts: Number of facts that it questions.
-- column: printed: Each of those places with what is printed there, joined by bars; NULL where there are none.
-- key: place
-- integers: place, places, facts
-- nullable: printed
-- reference: erratum_id: errata.id
-- reference: kind_id: erratum_kinds.id
-- reference: status_id: erratum_statuses.id
-- index: erratum_id
-- index: kind_id, place
-- index: status_id, place
WITH touched (erratum_id, places, facts, is_reference, printed) AS (
    SELECT
        erratum_id, count(*), count(evidence_id),
        CASE WHEN count(publication_id) = count(*) THEN 1 ELSE 0 END,
        group_concat(place || coalesce(': ' || printed, ''), ' | ')
    FROM (
        SELECT
            erratum_id, evidence_id, publication_id, printed,
            coalesce(passage_id, 'reference ' || publication_id, source_id) AS place
        FROM errata_places
        ORDER BY erratum_id, ordinal
    ) AS ordered
    GROUP BY erratum_id
)
SELECT
    row_number() OVER (ORDER BY coalesce(touched.is_reference, 0), e.ordinal, e.id) AS place,
    e.id AS erratum_id,
    e.kind_id,
    e.status_id,
    coalesce(touched.places, 0) AS places,
    coalesce(touched.facts, 0) AS facts,
    touched.printed
FROM errata AS e
LEFT OUTER JOIN touched ON e.id = touched.erratum_id
