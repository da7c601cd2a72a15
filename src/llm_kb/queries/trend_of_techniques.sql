-- title: Adoption of techniques by year
-- description: How many of the models published in each year use or introduce each technique or one of its subtypes, and what share of that year's models this is; models whose publication the survey does not cite have no year and are left out.
-- subject: Techniques
-- place: 125
-- parameter: least: Minimum number of adopting models in at least one year; empty for no minimum.
-- default: least: 3
-- number: least
WITH years AS (
    SELECT DISTINCT year, releases_of_year FROM group_years WHERE dimension = ''
),
adopted AS (
    SELECT technique_id, year, count(DISTINCT release_id) AS releases
    FROM technique_adopters
    WHERE relation IN ('uses', 'introduces') AND year IS NOT NULL
    GROUP BY technique_id, year
),
listed AS (
    SELECT technique_id
    FROM adopted
    GROUP BY technique_id
    HAVING
        max(releases) >= :least  -- if least
)
SELECT
    tree.technique_group, t.name AS technique, years.year,
    coalesce(a.releases, 0) AS releases,
    years.releases_of_year,
    CAST(round(100.0 * coalesce(a.releases, 0) / years.releases_of_year) AS INTEGER) AS percent,
    t.id AS technique_id
FROM listed
INNER JOIN techniques AS t ON listed.technique_id = t.id
INNER JOIN technique_tree AS tree ON t.id = tree.technique_id
INNER JOIN years ON years.releases_of_year > 0
LEFT OUTER JOIN adopted AS a ON t.id = a.technique_id AND years.year = a.year
WHERE tree.depth > 0
ORDER BY t.ordinal, years.year
