-- title: Groups of techniques by year
-- description: One row per dimension, year and top-level group of techniques, with the releases of that year that use or introduce a technique of it, by the survey's facts.
-- subject: Techniques
-- place: 120
-- column: dimension: Name of the dimension whose sections are counted; empty for the whole survey.
-- column: technique_group_id: Identifier of the group.
-- column: year: Year of the releases' publications, corrected.
-- column: releases: Number of those releases; a variant counts with its release.
-- column: releases_of_year: Number of all releases and families of that year.
-- column: release_names: Names of the first forty of those releases, joined by commas; empty where there are none.
-- key: dimension, technique_group_id, year
-- integers: year, releases, releases_of_year
WITH dated (release_id, release, year) AS (
    SELECT m.id, m.name, p.year
    FROM models AS m
    INNER JOIN corrected_publications AS p ON m.publication_id = p.publication_id
    WHERE m.kind_id <> 'variant' AND p.year IS NOT NULL
),
years (year, releases) AS (
    SELECT year, count(*) FROM dated GROUP BY year
),
stated (dimension, technique_group, release_id) AS (
    SELECT DISTINCT dimension, technique_group, release_id
    FROM design_facts
    WHERE source_kind = 'survey' AND relation IN ('uses', 'introduces')
),
adopted (dimension, technique_group, year, release_id, release) AS (
    SELECT stated.dimension, stated.technique_group, dated.year, dated.release_id, dated.release
    FROM stated
    INNER JOIN dated ON stated.release_id = dated.release_id
    WHERE stated.dimension IS NOT NULL
    UNION
    SELECT '', stated.technique_group, dated.year, dated.release_id, dated.release
    FROM stated
    INNER JOIN dated ON stated.release_id = dated.release_id
),
counts (dimension, technique_group, year, releases, release_names) AS (
    SELECT
        dimension,
        technique_group,
        year,
        count(*),
        group_concat(CASE WHEN place <= 40 THEN release END, ', ')
    FROM (
        SELECT
            dimension,
            technique_group,
            year,
            release,
            row_number() OVER (PARTITION BY dimension, technique_group, year ORDER BY release, release_id) AS place
        FROM adopted
        ORDER BY dimension, technique_group, year, release, release_id
    ) AS ordered
    GROUP BY dimension, technique_group, year
),
told (dimension, technique_group) AS (SELECT DISTINCT dimension, technique_group FROM adopted)
SELECT
    told.dimension,
    g.id AS technique_group_id,
    years.year,
    coalesce(counts.releases, 0) AS releases,
    years.releases AS releases_of_year,
    coalesce(counts.release_names, '') AS release_names
FROM told
INNER JOIN techniques AS g ON told.technique_group = g.name AND g.parent_id IS NULL
CROSS JOIN years
LEFT OUTER JOIN counts
    ON told.dimension = counts.dimension AND told.technique_group = counts.technique_group AND years.year = counts.year
