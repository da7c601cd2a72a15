-- title: Number of models
-- description: Number of models with facts, as one row; variants count with their release.
-- internal: yes
-- parameter: institution: Developer of the models, by id or name; empty for all.
-- parameter: surveyed: 1 for models that the survey analyzes, 0 for other models; empty for both.
-- parameter: source: Source of the facts, by id, or a kind of source such as survey or model-card, or makers for all documents of makers; empty for all.
-- default: source: survey
-- number: surveyed
SELECT count(*) AS releases
FROM (
    -- include: shown_releases
) AS shown
