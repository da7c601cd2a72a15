-- title: Numbers of errata
-- description: Number of errata of each kind and status.
-- internal: yes
-- parameter: model: Affected model, by id, name or alias, including its variants; empty for all.
-- parameter: section: Affected section, including its subsections; empty for all.
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
