-- title: What each institution has of each group of techniques
-- description: One row per top-level group of techniques and institution whose models use or introduce a technique of it, by the survey's facts.
-- subject: Techniques
-- place: 110
-- column: technique_group_id: Identifier of the group.
-- column: institution_id: Identifier of the institution that developed the models.
-- column: techniques: Number of techniques of the group that they use or introduce.
-- column: releases: Number of releases that do so; a variant counts with its release.
-- column: release_names: Names of the first forty of those releases, joined by commas.
-- key: technique_group_id, institution_id
-- integers: techniques, releases
-- index: institution_id
WITH adopted (technique_group, institution, technique_id, release) AS (
    SELECT technique_group, institution, technique_id, release
    FROM design_facts
    WHERE source_kind = 'survey' AND relation IN ('uses', 'introduces')
),
techniques_used (technique_group, institution, techniques) AS (
    SELECT technique_group, institution, count(DISTINCT technique_id) FROM adopted GROUP BY technique_group, institution
),
releases_using (technique_group, institution, releases, release_names) AS (
    SELECT
        technique_group,
        institution,
        count(*),
        group_concat(CASE WHEN place <= 40 THEN release END, ', ')
    FROM (
        SELECT
            technique_group,
            institution,
            release,
            row_number() OVER (PARTITION BY technique_group, institution ORDER BY release) AS place
        FROM (SELECT DISTINCT technique_group, institution, release FROM adopted) AS releases
        ORDER BY technique_group, institution, release
    ) AS ordered
    GROUP BY technique_group, institution
)
SELECT
    g.id AS technique_group_id,
    i.id AS institution_id,
    t.techniques,
    r.releases,
    r.release_names
FROM techniques_used AS t
INNER JOIN releases_using AS r ON t.technique_group = r.technique_group AND t.institution = r.institution
INNER JOIN techniques AS g ON t.technique_group = g.name AND g.parent_id IS NULL
INNER JOIN institutions AS i ON t.institution = i.name
