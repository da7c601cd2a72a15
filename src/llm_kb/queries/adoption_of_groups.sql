-- title: Adoption of groups of techniques
-- description: How many techniques of each top-level group the models of each institution use or introduce, and in how many releases; a variant counts with its release.
-- parameter: institution: Institution that made the models, by its id or name; empty for all.
WITH adopted AS (
    SELECT f.technique_group, f.institution, f.technique_id, f.release
    FROM design_facts AS f
    INNER JOIN institutions AS i ON f.institution = i.name
    WHERE
        lower(trim(coalesce(:institution, ''))) IN ('', i.id, lower(i.name))
        AND f.relation IN ('uses', 'introduces')
),
techniques_used (technique_group, institution, techniques) AS (
    SELECT technique_group, institution, count(DISTINCT technique_id) FROM adopted GROUP BY technique_group, institution
),
releases_using (technique_group, institution, releases, release_names) AS (
    SELECT technique_group, institution, count(*), group_concat(release, ', ')
    FROM (SELECT DISTINCT technique_group, institution, release FROM adopted ORDER BY technique_group, institution, release)
    GROUP BY technique_group, institution
)
SELECT
    t.technique_group,
    t.institution,
    t.techniques,
    r.releases,
    r.release_names,
    g.id AS technique_group_id,
    i.id AS institution_id
FROM techniques_used AS t
INNER JOIN releases_using AS r ON t.technique_group = r.technique_group AND t.institution = r.institution
INNER JOIN techniques AS g ON t.technique_group = g.name AND g.parent_id IS NULL
INNER JOIN institutions AS i ON t.institution = i.name
ORDER BY g.ordinal, i.ordinal
