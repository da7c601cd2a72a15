AND EXISTS (  -- if institution
    SELECT 1
    FROM institution_names AS n
    WHERE n.name = lower(:institution) AND n.institution_id IN (m.institution_id, m.listed_under_id)
)
AND EXISTS (  -- if dimension
    SELECT 1
    FROM dimensions AS d
    WHERE
        lower(:dimension) IN (d.id, lower(d.name))
        AND CASE d.id
            WHEN 'architecture' THEN c.architecture
            WHEN 'post-training' THEN c.post_training
            WHEN 'optimization' THEN c.optimization
        END > 0
)
