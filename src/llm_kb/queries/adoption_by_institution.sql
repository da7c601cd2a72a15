-- title: Adoption by institution
-- description: How many of its models each institution has use or introduce each technique; the institution is the one that made the model.
-- parameter: institution: Institution, by its id or name; empty for all.
-- parameter: technique: Technique or group, by its id, name or another name of it, together with everything narrower; empty for all.
WITH adopted AS (
    SELECT DISTINCT institution, technique_group, technique, technique_id, model
    FROM design_facts
    WHERE
        relation IN ('uses', 'introduces')
        AND institution IN (  -- if institution
            SELECT i.name
            FROM institutions AS i
            INNER JOIN institution_names AS n ON i.id = n.institution_id
            WHERE n.name = lower(:institution)
        )
        AND technique_id IN (SELECT technique_id FROM technique_names WHERE name = lower(:technique))  -- if technique
    ORDER BY institution, technique_group, technique_id, technique, model
)
SELECT
    institution,
    technique_group,
    technique,
    count(*) AS models,
    group_concat(model, ', ') AS model_names,
    technique_id
FROM adopted
GROUP BY institution, technique_group, technique_id, technique
ORDER BY institution, technique_group, models DESC, technique
