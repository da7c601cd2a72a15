AND f.model_id IN (SELECT model_id FROM model_names WHERE name = lower(:model))  -- if model
AND f.technique_id IN (  -- if technique
    SELECT technique_id
    FROM technique_names
    WHERE
        name = lower(:technique)
        AND own = 1  -- if exactly = 1
)
AND f.relation IN (SELECT id FROM relations WHERE lower(:relation) IN (id, lower(name)))  -- if relation
AND f.section IN (  -- if section
    -- include: chosen_sections
)
AND f.institution IN (  -- if institution
    -- include: chosen_institutions
)
AND f.fact_id IN (  -- if publication
    SELECT ec.evidence_id
    FROM publications AS p
    INNER JOIN citations AS c ON p.id = c.publication_id
    INNER JOIN evidence_citations AS ec ON c.id = ec.citation_id
    WHERE p.number = :publication
)
AND f.release_id = lower(:release)  -- if release
AND f.fact_id IN (lower(:fact))  -- if fact
-- include: chosen_sources
