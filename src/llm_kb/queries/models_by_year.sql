-- title: Models by year
-- description: How many of the models that have a publication in the survey appeared in each year, as corrected where the printed year is wrong.
-- subject: Models and developers
-- place: 120
-- parameter: institution: Developer of the models, by id or name; empty for all.
WITH published AS (
    SELECT m.year, m.name, m.institution
    FROM models_overview AS m
    WHERE
        m.year IS NOT NULL
        AND m.institution IN (  -- if institution
            -- include: chosen_institutions
        )
    ORDER BY m.year, m.name
)
SELECT
    year,
    count(*) AS models,
    count(DISTINCT institution) AS institutions,
    group_concat(name, ', ') AS model_names
FROM published
GROUP BY year
ORDER BY year
