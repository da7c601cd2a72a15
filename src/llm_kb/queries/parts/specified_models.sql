AND s.model_id IN (  -- if model
    SELECT model_id
    FROM model_names
    WHERE
        name = lower(:model)
        AND own = 1  -- if exactly = 1
)
AND s.institution IN (  -- if institution
    -- include: chosen_institutions
)
AND s.attribute IN (SELECT id FROM attributes WHERE lower(:attribute) IN (id, lower(name)))  -- if attribute
AND s.status IN (SELECT replace(id, '-', ' ') FROM specification_statuses WHERE lower(:status) IN (id, lower(name), replace(id, '-', ' ')))  -- if status
AND lower(:source) IN (s.source_id, s.source_kind)  -- if source
AND s.preferred = :preferred  -- if preferred
