-- title: Adoption by year
-- description: How many models of each year use or introduce each technique; the year is that of the model's publication, corrected, and empty where the survey names none.
-- parameter: technique: Technique or group, by its id, name or another name of it, together with everything narrower; empty for all.
WITH RECURSIVE
asked (technique) AS (SELECT lower(trim(coalesce(:technique, '')))),
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
    SELECT DISTINCT
        coalesce(p.year_corrected, p.year) AS year, f.technique_group, f.technique, f.technique_id, f.model,
        f.institution
    FROM design_facts AS f
    INNER JOIN wanted ON f.technique_id = wanted.id
    INNER JOIN models AS m ON f.model_id = m.id
    INNER JOIN models AS r ON f.release_id = r.id
    LEFT OUTER JOIN publications AS p ON coalesce(m.publication_id, r.publication_id) = p.id
    WHERE f.relation IN ('uses', 'introduces')
    ORDER BY year, f.technique_group, f.technique_id, f.technique, f.model
)
SELECT
    year,
    technique_group,
    technique,
    count(*) AS models,
    count(DISTINCT institution) AS institutions,
    group_concat(model, ', ') AS model_names
FROM adopted
GROUP BY year, technique_group, technique_id, technique
ORDER BY year IS NULL, year, technique_group, models DESC, technique
