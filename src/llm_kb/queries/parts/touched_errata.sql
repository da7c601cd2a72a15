AND x.erratum_id IN (  -- if model
    SELECT touched.erratum_id
    FROM erratum_models AS touched
    INNER JOIN model_names AS n ON touched.model_id = n.model_id
    WHERE n.name = lower(:model)
)
AND x.erratum_id IN (  -- if section
    SELECT touched.erratum_id
    FROM errata_places AS touched
    INNER JOIN passage_places AS p ON touched.passage_id = p.passage_id
    WHERE p.section IN (
        -- include: chosen_sections
    )
)
