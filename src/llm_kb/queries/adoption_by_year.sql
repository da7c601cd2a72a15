-- title: Adoption by year
-- description: How many models of each year use or introduce each technique, variants counted with their release; the year is that of the model's publication, as corrected, and empty where the survey cites none.
-- words: popular, popularity, trend, rise and fall, over time
-- subject: Techniques
-- place: 100
-- parameter: technique: Technique or group, by id, name or alias, including its subtypes; empty for all.
WITH adopted AS (
    SELECT DISTINCT p.year, f.technique_group, f.technique, f.technique_id, f.release AS model, f.institution
    FROM design_facts AS f
    INNER JOIN models AS m ON f.model_id = m.id
    INNER JOIN models AS r ON f.release_id = r.id
    LEFT OUTER JOIN corrected_publications AS p ON coalesce(m.publication_id, r.publication_id) = p.publication_id
    WHERE
        f.source_kind = 'survey'
        AND f.relation IN ('uses', 'introduces')
        -- include: chosen_facts
    ORDER BY year, technique_group, technique_id, technique, model
)
SELECT
    year,
    technique_group,
    technique,
    count(*) AS models,
    count(DISTINCT institution) AS institutions,
    group_concat(model, ', ') AS model_names,
    technique_id
FROM adopted
GROUP BY year, technique_group, technique_id, technique
ORDER BY year NULLS LAST, technique_group, models DESC, technique
