-- title: Years of the models
-- description: The years in which publications of models appeared, corrected, with the number of models of each.
-- parameter: surveyed: 1 for the years of models that the survey analyses; empty for all.
SELECT year, models, surveyed_models
FROM model_years
WHERE trim(coalesce(:surveyed, '')) <> '1' OR surveyed_models > 0
ORDER BY year
