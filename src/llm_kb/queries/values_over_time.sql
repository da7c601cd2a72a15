-- title: Values by release year
-- description: For an attribute in words, such as attention_kind, rl_algorithm or training_precision: how many of the releases of each year have each value, by the documents of their developers; several values of one release count once each, and a variant with a date of its own counts in its year.
-- words: attention kinds over time, trend of an attribute, by year
-- subject: Sources and specifications
-- place: 105
-- parameter: attribute: Attribute, by id or name; empty for all that are neither numbers nor identifiers.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- parameter: limit: Maximum number of releases named for each value and year; empty for no limit.
-- default: attribute: attention_kind
-- number: limit
WITH said AS (
    SELECT DISTINCT
        s.attribute, s.value, s.release_id, s.release,
        CAST(substr(coalesce(sheet.release_date, r.release_date), 1, 4) AS INTEGER) AS year
    FROM specifications AS s
    INNER JOIN release_dates AS r ON s.release_id = r.release_id
    INNER JOIN spec_sheet AS sheet ON s.model_id = sheet.model_id
    WHERE
        s.preferred = 1
        AND s.of_maker = 1
        AND s.attribute_kind IN ('term', 'text', 'flag', 'model')
        AND s.value IS NOT NULL
        AND coalesce(sheet.release_date, r.release_date) IS NOT NULL
        AND s.attribute IN (SELECT id FROM attributes WHERE lower(:attribute) IN (id, lower(name)))  -- if attribute
        AND s.institution IN (  -- if institution
            -- include: chosen_institutions
        )
),
totals AS (
    SELECT attribute, year, count(DISTINCT release_id) AS releases_of_year FROM said GROUP BY attribute, year
),
placed AS (
    SELECT said.*, row_number() OVER (PARTITION BY attribute, year, value ORDER BY release, release_id) AS place
    FROM said
    ORDER BY attribute, year, value, release, release_id
),
counted AS (
    SELECT
        attribute,
        year,
        value,
        count(*) AS releases,
        group_concat(CASE WHEN place <= :limit THEN release END, ', ') AS release_names  -- if limit
        group_concat(release, ', ') AS release_names  -- unless limit
    FROM placed
    GROUP BY attribute, year, value
)
SELECT
    c.attribute, c.year, c.value, c.releases, t.releases_of_year,
    CAST(round(100.0 * c.releases / t.releases_of_year) AS INTEGER) AS percent, c.release_names,
    a.name AS attribute_name
FROM counted AS c
INNER JOIN totals AS t ON c.attribute = t.attribute AND c.year = t.year
INNER JOIN attributes AS a ON c.attribute = a.id
ORDER BY a.ordinal, c.year, c.releases DESC, c.value
