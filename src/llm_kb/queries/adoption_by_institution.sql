-- title: Adoption by developer
-- description: How many of its models each developer has use or introduce each technique; a model counts for the developer that made it.
-- subject: Models and developers
-- place: 170
-- parameter: institution: Developer, by id or name; empty for all.
-- parameter: technique: Technique or group, by id, name or alias, including its subtypes; empty for all.
WITH adopted AS (
    SELECT DISTINCT f.institution, f.technique_group, f.technique, f.technique_id, f.model
    FROM design_facts AS f
    WHERE
        f.source_kind = 'survey'
        AND f.relation IN ('uses', 'introduces')
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
