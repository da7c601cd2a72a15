-- title: Errata
-- description: Errors and contradictions in the sources, the most important first, with every place and what is printed there, and the place of each in the list of all.
-- words: errors, mistakes, what is wrong
-- subject: The survey and its errata
-- place: 10
-- parameter: kind: Type of error, by its id or name, such as contradiction; empty for all.
-- parameter: status: How certain the erratum is, such as verified or unverified; empty for all.
-- parameter: model: Model that is touched, also by a fact or by its publication, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: section: Section that is touched, such as 4.2, or 4 with everything below it; empty for all.
-- parameter: institution: Institution that made a model that is touched, or under which the survey lists it, by its id or name; empty for all.
-- parameter: publication: Number of the reference that is touched; empty for all.
-- parameter: fact: Identifier of the fact that is touched; empty for all.
-- parameter: limit: At most so many errata; empty for all.
-- parameter: offset: How many errata to leave out first; empty for none.
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
