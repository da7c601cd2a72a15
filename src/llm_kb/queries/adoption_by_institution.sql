-- title: Adoption by institution
-- description: How many of its models each institution has use or introduce each technique; the institution is the one that made the model.
-- parameter: institution: Institution, by its id or name; empty for all.
-- parameter: technique: Technique or group, by its id, name or another name of it, together with everything narrower; empty for all.
WITH RECURSIVE
asked (institution, technique) AS (
    SELECT lower(trim(coalesce(:institution, ''))), lower(trim(coalesce(:technique, '')))
),
wanted (id) AS (
    SELECT t.id
    FROM techniques AS t
    CROSS JOIN asked
    WHERE
        asked.technique IN ('', t.id, lower(t.name))
        OR EXISTS (SELECT 1 FROM technique_aliases AS a WHERE a.technique_id = t.id AND lower(a.alias) = asked.technique)
    UNION
    SELECT t.id FROM techniques AS t INNER JOIN wanted ON t.parent_id = wanted.id
),
adopted AS (
    SELECT DISTINCT f.institution, f.technique_group, f.technique, f.technique_id, f.model
    FROM design_facts AS f
    INNER JOIN wanted ON f.technique_id = wanted.id
    INNER JOIN institutions AS i ON f.institution = i.name
    CROSS JOIN asked
    WHERE f.relation IN ('uses', 'introduces') AND asked.institution IN ('', i.id, lower(i.name))
    ORDER BY f.institution, f.technique_group, f.technique_id, f.technique, f.model
)
SELECT
    institution,
    technique_group,
    technique,
    count(*) AS models,
    group_concat(model, ', ') AS model_names
FROM adopted
GROUP BY institution, technique_group, technique_id, technique
ORDER BY institution, technique_group, models DESC, technique
