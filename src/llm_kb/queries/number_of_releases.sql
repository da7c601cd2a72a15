-- title: Number of releases
-- description: How many releases there are of which facts are told, as one row; a variant counts with its release.
-- internal: yes
-- parameter: institution: Institution that made the models, by its id or name; empty for all.
-- parameter: surveyed: 1 for the releases that the survey analyzes, 0 for the others; empty for all.
-- number: surveyed
SELECT count(*) AS releases
FROM model_counts
WHERE
    release_facts > 0
    AND institution_id IN (SELECT institution_id FROM institution_names WHERE name = lower(:institution))  -- if institution
    AND surveyed = :surveyed  -- if surveyed
