-- title: Questioned facts
-- description: Facts that an erratum calls into question: what the survey says, what is printed, and what appears to be wrong.
-- words: questioned, doubtful
-- subject: Facts
-- place: 60
-- parameter: status: Status of the erratum, such as verified or unverified; empty for all.
SELECT
    f.model, f.relation, f.technique, f.statement, place.printed, e.title AS erratum, e.correction, e.reason,
    e.how_known, status.name AS status, f.section, f.phrase, e.id AS erratum_id, f.fact_id
FROM errata_places AS place
INNER JOIN design_facts AS f ON place.evidence_id = f.fact_id
INNER JOIN errata AS e ON place.erratum_id = e.id
INNER JOIN erratum_statuses AS status ON e.status_id = status.id
WHERE
    lower(:status) IN (status.id, lower(status.name))  -- if status
ORDER BY e.ordinal, place.ordinal
