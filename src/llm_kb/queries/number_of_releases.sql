-- title: Number of models
-- description: Number of models with facts, as one row; variants count with their release.
-- internal: yes
-- parameter: institution: Developer of the models, by id or name; empty for all.
-- parameter: surveyed: 1 for models that the survey analyzes, 0 for other models; empty for both.
-- number: surveyed
SELECT count(*) AS releases
FROM model_counts
WHERE
    release_facts > 0
    AND institution_id IN (SELECT institution_id FROM institution_names WHERE name = lower(:institution))  -- if institution
    AND surveyed = :surveyed  -- if surveyed
