-- title: Years of the models
-- description: The years in which publications of models appeared, as corrected, with the number of models of each.
-- internal: yes
-- parameter: surveyed: 1 for models that the survey analyzes, 0 for other models; empty for both.
-- number: surveyed
SELECT year, models, surveyed_models
FROM model_years
WHERE
    surveyed_models > 0  -- if surveyed = 1
ORDER BY year
