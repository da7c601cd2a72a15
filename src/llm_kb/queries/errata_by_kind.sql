-- title: Errata by kind
-- description: What the sources have wrong or contradict themselves in, by kind of slip, with every place and what is printed there, and its own place in the list of all.
-- parameter: kind: Kind of slip, by its id or name, such as contradiction; empty for all.
-- parameter: status: How certain the erratum is, such as verified or unverified; empty for all.
-- parameter: model: Model that is touched, also by a fact or by its publication, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: institution: Institution that made a model that is touched, or under which the survey lists it, by its id or name; empty for all.
-- parameter: publication: Number of the reference that is touched; empty for all.
-- parameter: fact: Identifier of the fact that is touched; empty for all.
-- parameter: limit: At most so many errata; empty for all.
-- parameter: offset: How many errata to leave out first; empty for none.
WITH asked (kind, status, model, institution, publication, fact) AS (
    SELECT
        lower(trim(coalesce(:kind, ''))),
        lower(trim(coalesce(:status, ''))),
        lower(trim(coalesce(:model, ''))),
        lower(trim(coalesce(:institution, ''))),
        trim(coalesce(:publication, '')),
        lower(trim(coalesce(:fact, '')))
),
models_asked (id) AS (
    SELECT n.model_id FROM asked CROSS JOIN model_names AS n ON n.name = nullif(asked.model, '')
),
models_of_institution (id) AS (
    SELECT m.id
    FROM asked
    CROSS JOIN institution_names AS n ON n.name = nullif(asked.institution, '')
    CROSS JOIN models AS m ON m.institution_id = n.institution_id
    UNION
    SELECT m.id
    FROM asked
    CROSS JOIN institution_names AS n ON n.name = nullif(asked.institution, '')
    CROSS JOIN models AS m ON m.listed_under_id = n.institution_id
),
touched (sought, erratum_id) AS (
    SELECT 'model', erratum_id FROM errata_places WHERE model_id IN (SELECT id FROM models_asked)
    UNION
    SELECT 'model', erratum_id
    FROM errata_places
    WHERE
        +model_id IS NULL
        AND evidence_id IN (SELECT fact_id FROM design_facts WHERE model_id IN (SELECT id FROM models_asked))
    UNION
    SELECT 'model', place.erratum_id
    FROM errata_places AS place
    WHERE
        +place.model_id IS NULL
        AND place.publication_id IN (SELECT publication_id FROM models WHERE id IN (SELECT id FROM models_asked))
        AND NOT EXISTS (SELECT 1 FROM design_facts AS f WHERE f.fact_id = place.evidence_id)
    UNION
    SELECT 'institution', erratum_id FROM errata_places WHERE model_id IN (SELECT id FROM models_of_institution)
    UNION
    SELECT 'institution', erratum_id
    FROM errata_places
    WHERE
        +model_id IS NULL
        AND evidence_id IN (SELECT fact_id FROM design_facts WHERE model_id IN (SELECT id FROM models_of_institution))
    UNION
    SELECT 'institution', place.erratum_id
    FROM errata_places AS place
    WHERE
        +place.model_id IS NULL
        AND place.publication_id IN (SELECT publication_id FROM models WHERE id IN (SELECT id FROM models_of_institution))
        AND NOT EXISTS (SELECT 1 FROM design_facts AS f WHERE f.fact_id = place.evidence_id)
    UNION
    SELECT 'publication', place.erratum_id
    FROM asked
    CROSS JOIN publications AS p ON p.number = CAST(asked.publication AS INTEGER)
    CROSS JOIN errata_places AS place ON place.publication_id = p.id
    WHERE CAST(p.number AS TEXT) = asked.publication
    UNION
    SELECT 'fact', place.erratum_id FROM asked CROSS JOIN errata_places AS place ON place.evidence_id = asked.fact
),
found (erratum_id) AS (
    SELECT touched.erratum_id
    FROM touched
    CROSS JOIN asked
    GROUP BY touched.erratum_id
    HAVING count(*) = (asked.model <> '') + (asked.institution <> '') + (asked.publication <> '') + (asked.fact <> '')
),
listed (place) AS (
    SELECT x.place
    FROM found
    CROSS JOIN errata_overview AS x ON found.erratum_id = x.erratum_id
    INNER JOIN erratum_kinds AS kind ON x.kind_id = kind.id
    INNER JOIN erratum_statuses AS status ON x.status_id = status.id
    CROSS JOIN asked
    WHERE asked.kind IN ('', kind.id, lower(kind.name)) AND asked.status IN ('', status.id, lower(status.name))
    UNION ALL
    SELECT x.place
    FROM errata_overview AS x
    WHERE
        coalesce(
            nullif(trim(:model), ''), nullif(trim(:institution), ''), nullif(trim(:publication), ''), nullif(trim(:fact), '')
        ) IS NULL
        AND (
            trim(coalesce(:kind, '')) = ''
            OR x.kind_id IN (SELECT kind.id FROM asked INNER JOIN erratum_kinds AS kind ON asked.kind IN (kind.id, lower(kind.name)))
        )
        AND (
            trim(coalesce(:status, '')) = ''
            OR x.status_id IN (
                SELECT status.id
                FROM asked INNER JOIN erratum_statuses AS status ON asked.status IN (status.id, lower(status.name))
            )
        )
    ORDER BY 1
    LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
    OFFSET CAST(coalesce(:offset, '') AS INTEGER)
)
SELECT
    kind.name AS kind,
    e.title AS erratum,
    e.correction,
    e.reason,
    e.how_known,
    status.name AS status,
    x.places,
    (
        SELECT group_concat(place || coalesce(': ' || printed, ''), ' | ')
        FROM (
            SELECT p.printed, coalesce(p.passage_id, 'reference ' || p.publication_id, p.source_id) AS place
            FROM errata_places AS p
            WHERE p.erratum_id = e.id
            ORDER BY p.ordinal
        )
    ) AS printed,
    x.facts,
    x.place,
    kind.id AS kind_id,
    status.id AS status_id,
    e.id AS erratum_id
FROM listed
CROSS JOIN errata_overview AS x ON listed.place = x.place
INNER JOIN errata AS e ON x.erratum_id = e.id
INNER JOIN erratum_kinds AS kind ON x.kind_id = kind.id
INNER JOIN erratum_statuses AS status ON x.status_id = status.id
ORDER BY listed.place
