SELECT model_id, place
FROM model_counts
WHERE
    release_facts > 0  -- if source = survey
    AND EXISTS (  -- unless source = survey
        SELECT 1
        FROM design_facts AS f
        WHERE
            f.release_id = model_counts.model_id
            -- include: chosen_sources
    )
    AND institution_id IN (SELECT institution_id FROM institution_names WHERE name = lower(:institution))  -- if institution
    AND surveyed = :surveyed  -- if surveyed
ORDER BY place
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
