-- title: Errata
-- description: Errors and contradictions in the sources, most important first, with the text printed at each affected place and the erratum's rank in the full list.
-- words: errors, mistakes, what is wrong
-- subject: The survey and its errata
-- place: 10
-- parameter: kind: Type of error, by id or name, such as contradiction; empty for all.
-- parameter: status: Status of the erratum, such as verified or unverified; empty for all.
-- parameter: model: Affected model, by id, name or alias, including its variants, facts and publication; empty for all.
-- parameter: section: Affected section, such as 4.2, or 4 including its subsections; empty for all.
-- parameter: institution: Developer of an affected model, or the one under which the survey lists it, by id or name; empty for all.
-- parameter: publication: Number of the affected reference; empty for all.
-- parameter: fact: Id of the affected fact; empty for all.
-- parameter: limit: Maximum number of errata; empty for no limit.
-- parameter: offset: Number of errata to skip; empty for none.
-- number: publication
SELECT
    kind.name AS kind, e.title AS erratum, e.correction, e.reason, e.how_known, status.name AS status, x.places,
    x.printed, x.facts, x.place, x.kind_id, x.status_id, x.erratum_id
FROM errata_overview AS x
INNER JOIN errata AS e ON x.erratum_id = e.id
INNER JOIN erratum_kinds AS kind ON x.kind_id = kind.id
INNER JOIN erratum_statuses AS status ON x.status_id = status.id
WHERE
    lower(:kind) IN (kind.id, lower(kind.name))  -- if kind
    AND lower(:status) IN (status.id, lower(status.name))  -- if status
    -- include: touched_errata
    AND x.erratum_id IN (  -- if institution
        SELECT touched.erratum_id
        FROM erratum_models AS touched
        INNER JOIN models AS m ON touched.model_id = m.id
        INNER JOIN institution_names AS n ON n.institution_id IN (m.institution_id, m.listed_under_id)
        WHERE n.name = lower(:institution)
    )
    AND x.erratum_id IN (  -- if publication
        SELECT touched.erratum_id
        FROM errata_places AS touched
        INNER JOIN publications AS p ON touched.publication_id = p.id
        WHERE p.number = :publication
    )
    AND x.erratum_id IN (SELECT erratum_id FROM errata_places WHERE evidence_id = lower(:fact))  -- if fact
ORDER BY x.place
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
