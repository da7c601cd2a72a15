-- title: Adoption of technique groups by year
-- description: How many of the models published in each year use or introduce a technique of each top-level group, what share of that year's models this is, and the first forty of them by name; variants count with their release, and models whose publication the survey does not cite have no year and are left out.
-- words: popular, popularity, trends, rise and fall, over time
-- subject: Techniques
-- place: 120
-- parameter: dimension: Dimension of the survey, by id or name; empty for the whole survey.
SELECT
    g.name AS technique_group,
    y.year,
    y.releases,
    y.releases_of_year,
    CAST(round(100.0 * y.releases / y.releases_of_year) AS INTEGER) AS percent,
    nullif(y.release_names, '') AS release_names,
    g.id AS technique_group_id
FROM group_years AS y
INNER JOIN techniques AS g ON y.technique_group_id = g.id
WHERE
    y.dimension IN (SELECT name FROM dimensions WHERE lower(:dimension) IN (id, lower(name)))  -- if dimension
    y.dimension = ''  -- unless dimension
ORDER BY g.ordinal, y.year
