-- title: Choices of an institution
-- description: The techniques that an institution's models use or introduce, each counted together with everything narrower: how many of its releases do so, and how many other institutions have a model that does; a variant counts with its release.
-- parameter: institution: Institution that made the models, by its id or name; empty for all.
-- default: institution: alibaba
WITH
adopted AS (
    SELECT DISTINCT institution, release_id, technique_id
    FROM design_facts
    WHERE relation IN ('uses', 'introduces')
),
reached AS (
    SELECT DISTINCT adopted.institution, adopted.release_id, t.id AS technique_id
    FROM adopted
    INNER JOIN technique_names AS reach ON adopted.technique_id = reach.technique_id
    INNER JOIN techniques AS t ON reach.name = t.id
),
named AS (
    SELECT DISTINCT adopted.institution, adopted.technique_id, i.id AS institution_id, i.ordinal
    FROM adopted
    INNER JOIN institutions AS i ON adopted.institution = i.name
    WHERE lower(trim(coalesce(:institution, ''))) IN ('', i.id, lower(i.name))
),
counts (institution, technique_id, releases, release_names) AS (
    SELECT institution, technique_id, count(*), group_concat(release, ', ')
    FROM (
        SELECT reached.institution, reached.technique_id, m.name AS release
        FROM reached
        INNER JOIN models AS m ON reached.release_id = m.id
        ORDER BY reached.institution, reached.technique_id, m.name
    )
    GROUP BY institution, technique_id
),
institutions_reached (technique_id, institutions) AS (
    SELECT technique_id, count(DISTINCT institution) FROM reached GROUP BY technique_id
),
totals (institution, releases) AS (
    SELECT institution, count(DISTINCT release_id) FROM design_facts GROUP BY institution
)
SELECT
    named.institution,
    t.name AS technique,
    counts.releases,
    totals.releases AS releases_in_all,
    counts.release_names,
    institutions_reached.institutions - 1 AS other_institutions,
    t.definition,
    named.technique_id,
    named.institution_id
FROM named
INNER JOIN techniques AS t ON named.technique_id = t.id
INNER JOIN counts ON named.institution = counts.institution AND named.technique_id = counts.technique_id
INNER JOIN institutions_reached ON named.technique_id = institutions_reached.technique_id
INNER JOIN totals ON named.institution = totals.institution
ORDER BY named.ordinal, counts.releases DESC, other_institutions DESC, t.ordinal
