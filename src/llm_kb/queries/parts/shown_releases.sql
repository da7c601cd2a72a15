SELECT model_id, place
FROM model_counts
WHERE
    release_facts > 0
    AND institution_id IN (SELECT institution_id FROM institution_names WHERE name = lower(:institution))  -- if institution
    AND surveyed = :surveyed  -- if surveyed
ORDER BY place
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
