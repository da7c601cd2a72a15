-- title: Numbers of errata
-- description: How many errata there are of each kind and status.
-- internal: yes
-- parameter: model: Model that is touched, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: section: Section that is touched, or one with everything below it; empty for all.
SELECT
    kind.name AS kind,
    status.name AS status,
    count(*) AS errata,
    x.kind_id,
    x.status_id
FROM errata_overview AS x
INNER JOIN erratum_kinds AS kind ON x.kind_id = kind.id
INNER JOIN erratum_statuses AS status ON x.status_id = status.id
WHERE
    -- include: touched_errata
GROUP BY kind.ordinal, status.ordinal, kind.name, status.name, x.kind_id, x.status_id
ORDER BY kind.ordinal, status.ordinal
