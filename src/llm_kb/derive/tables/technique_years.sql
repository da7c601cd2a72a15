-- title: Techniques by year
-- description: One row per year and technique that models of that year use or introduce, by the survey's facts.
-- subject: Techniques
-- place: 90
-- column: year: Year of the models' publications, corrected.
-- column: technique_id: Identifier of the technique.
-- column: models: Number of those models; a variant counts with its release.
-- column: institutions: Number of their developers.
-- column: model_names: Names of the first forty of those models, joined by commas.
-- key: year, technique_id
-- integers: year, models, institutions
-- index: year, models
WITH adopted (year, technique_id, model, institution) AS (
    SELECT DISTINCT p.year, f.technique_id, f.release, f.institution
    FROM design_facts AS f
    INNER JOIN models AS m ON f.model_id = m.id
    INNER JOIN models AS r ON f.release_id = r.id
    INNER JOIN corrected_publications AS p ON coalesce(m.publication_id, r.publication_id) = p.publication_id
    WHERE f.source_kind = 'survey' AND f.relation IN ('uses', 'introduces') AND p.year IS NOT NULL
)
SELECT
    year,
    technique_id,
    count(*) AS models,
    count(CASE WHEN place_in_institution = 1 THEN 1 END) AS institutions,
    group_concat(CASE WHEN place <= 40 THEN model END, ', ') AS model_names
FROM (
    SELECT
        year,
        technique_id,
        model,
        institution,
        row_number() OVER (PARTITION BY year, technique_id ORDER BY model, institution) AS place,
        row_number() OVER (PARTITION BY year, technique_id, institution ORDER BY model) AS place_in_institution
    FROM adopted
    ORDER BY year, technique_id, model, institution
) AS ordered
GROUP BY year, technique_id
