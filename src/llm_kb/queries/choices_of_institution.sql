-- title: Choices of an institution
-- description: The techniques that an institution's models use or introduce, each counted together with everything narrower: how many of its releases do so, of which the first forty are named, and how many other institutions have a model that does; a variant counts with its release.
-- parameter: institution: Institution that made the models, by its id or name; empty for all.
-- default: institution: alibaba
WITH
making (id, institution, ordinal, releases) AS MATERIALIZED (
    SELECT i.id, i.name, i.ordinal, c.releases
    FROM institution_names AS named
    CROSS JOIN institutions AS i ON named.institution_id = i.id
    CROSS JOIN institution_counts AS c ON i.id = c.institution_id
    WHERE named.name = lower(trim(coalesce(:institution, '')))
),
adopted (institution, release_id, technique_id) AS MATERIALIZED (
    SELECT DISTINCT f.institution, f.release_id, f.technique_id
    FROM making
    CROSS JOIN design_facts AS f ON making.institution = f.institution
    WHERE f.relation IN ('uses', 'introduces')
),
named (institution, technique_id) AS MATERIALIZED (SELECT DISTINCT institution, technique_id FROM adopted),
reached (institution, technique_id, release_id) AS (
    SELECT DISTINCT adopted.institution, named.technique_id, adopted.release_id
    FROM adopted
    CROSS JOIN technique_names AS reach ON adopted.technique_id = reach.technique_id
    CROSS JOIN named ON reach.name = named.technique_id AND adopted.institution = named.institution
),
counts (institution, technique_id, releases, release_names) AS (
    SELECT institution, technique_id, count(*), group_concat(CASE WHEN place <= 40 THEN release END, ', ')
    FROM (
        SELECT
            reached.institution,
            reached.technique_id,
            m.name AS release,
            row_number() OVER (PARTITION BY reached.institution, reached.technique_id ORDER BY m.name) AS place
        FROM reached
        INNER JOIN models AS m ON reached.release_id = m.id
        ORDER BY reached.institution, reached.technique_id, m.name
    )
    GROUP BY institution, technique_id
)
SELECT
    making.institution,
    t.name AS technique,
    counts.releases,
    making.releases AS releases_in_all,
    counts.release_names,
    everywhere.institutions - 1 AS other_institutions,
    t.definition,
    t.id AS technique_id,
    making.id AS institution_id
FROM counts
INNER JOIN making ON counts.institution = making.institution
INNER JOIN techniques AS t ON counts.technique_id = t.id
INNER JOIN technique_counts AS everywhere ON t.id = everywhere.technique_id
ORDER BY making.ordinal, counts.releases DESC, other_institutions DESC, t.ordinal
