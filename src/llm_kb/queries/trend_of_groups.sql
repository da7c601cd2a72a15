-- title: Adoption of groups of techniques by year
-- description: How many of the releases that were published in each year use or introduce a technique of each top-level group, and what share of that year's releases this is; releases whose publication the survey does not name have no year and are left out.
-- parameter: dimension: Dimension of the survey whose sections say so, by its id or name; empty for the whole survey.
WITH dated (release_id, release, year) AS (
    SELECT m.id, m.name, coalesce(p.year_corrected, p.year)
    FROM models AS m
    INNER JOIN publications AS p ON m.publication_id = p.id
    WHERE m.kind_id <> 'variant'
),
years (year, releases) AS (
    SELECT year, count(*) FROM dated GROUP BY year
),
adopted AS (
    SELECT DISTINCT f.technique_group, dated.year, f.release_id, dated.release
    FROM design_facts AS f
    INNER JOIN dated ON f.release_id = dated.release_id
    LEFT OUTER JOIN dimensions AS d ON f.dimension = d.name
    WHERE
        lower(trim(coalesce(:dimension, ''))) IN ('', d.id, lower(d.name))
        AND f.relation IN ('uses', 'introduces')
    ORDER BY f.technique_group, dated.year, dated.release
),
counts (technique_group, year, releases, release_names) AS (
    SELECT technique_group, year, count(*), group_concat(release, ', ')
    FROM adopted
    GROUP BY technique_group, year
)
SELECT
    g.name AS technique_group,
    years.year,
    coalesce(counts.releases, 0) AS releases,
    years.releases AS releases_of_year,
    CAST(round(100.0 * coalesce(counts.releases, 0) / years.releases) AS INTEGER) AS percent,
    counts.release_names,
    g.id AS technique_group_id
FROM techniques AS g
CROSS JOIN years
LEFT OUTER JOIN counts ON g.name = counts.technique_group AND years.year = counts.year
WHERE g.parent_id IS NULL AND g.name IN (SELECT technique_group FROM adopted)
ORDER BY g.ordinal, years.year
