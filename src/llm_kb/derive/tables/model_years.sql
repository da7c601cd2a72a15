-- title: Models by year
-- description: One row per publication year of models.
-- subject: Models and developers
-- place: 40
-- column: year: Year of the publications, corrected.
-- column: models: Number of models of that year.
-- column: surveyed_models: Number of those that the survey analyzes.
-- key: year
-- integers: year, models, surveyed_models
SELECT year, count(*) AS models, CAST(sum(surveyed) AS INTEGER) AS surveyed_models
FROM model_counts
WHERE year IS NOT NULL
GROUP BY year
