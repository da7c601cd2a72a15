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
-- include: shares_by_year
