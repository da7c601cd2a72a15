-- title: Adoption by institution
-- description: How many of its models each institution has use or introduce each technique; the institution is the one that made the model.
-- subject: Models and their makers
-- place: 170
-- parameter: institution: Institution, by its id or name; empty for all.
-- parameter: technique: Technique or group, by its id, name or another name of it, together with everything narrower; empty for all.
WITH adopted AS (
    SELECT DISTINCT f.institution, f.technique_group, f.technique, f.technique_id, f.model
    FROM design_facts AS f
    WHERE
        f.relation IN ('uses', 'introduces')
        -- include: chosen_facts
    ORDER BY f.institution, f.technique_group, f.technique_id, f.technique, f.model
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
