-- title: Years of the models
-- description: The years in which publications of models appeared, corrected, with the number of models of each.
-- internal: yes
-- parameter: surveyed: 1 for the years of models that the survey analyzes; empty for all.
-- number: surveyed
SELECT year, models, surveyed_models
FROM model_years
WHERE
    surveyed_models > 0  -- if surveyed = 1
ORDER BY year
