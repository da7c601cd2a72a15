-- title: Models by year
-- description: How many of the models that have a publication in the survey appeared in each year, corrected where the printed year is wrong.
-- parameter: institution: Institution that made the models, by its id or name; empty for all.
WITH published AS (
    SELECT o.year, o.name, o.institution
    FROM models_overview AS o
    INNER JOIN institutions AS i ON o.institution = i.name
    WHERE o.year IS NOT NULL AND lower(trim(coalesce(:institution, ''))) IN ('', i.id, lower(i.name))
    ORDER BY o.year, o.name
)
SELECT
    year,
    count(*) AS models,
    count(DISTINCT institution) AS institutions,
    group_concat(name, ', ') AS model_names
FROM published
GROUP BY year
ORDER BY year
