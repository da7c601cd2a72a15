-- title: Techniques by release year
-- description: How many of the releases of each year use or introduce each technique or one of its subtypes, according to documents of their developers, and what share this is of the year's releases with facts from such documents.
-- words: rising techniques, falling techniques, trend of makers' documents
-- subject: Sources and specifications
-- place: 109
-- parameter: least: Minimum number of releases in at least one year; empty for no minimum.
-- default: least: 3
-- number: least
WITH years AS (
    SELECT year, count(*) AS releases_of_year
    FROM release_dates
    WHERE facts > 0 AND year IS NOT NULL
    GROUP BY year
),
adopted AS (
    SELECT technique_id, year, count(*) AS releases
    FROM documented_techniques
    WHERE year IS NOT NULL
    GROUP BY technique_id, year
),
-- include: shares_by_year
