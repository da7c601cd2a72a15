-- title: What the models of each year adopt most
-- description: The techniques that most models of each year use or introduce, of which the first forty are named; a variant counts with its release. Models whose publication the survey does not name have no year and are left out.
-- parameter: limit: At most so many techniques of each year; empty for all.
-- default: limit: 10
SELECT year, technique_group, technique, models, institutions, model_names, technique_id
FROM (
    SELECT
        y.year,
        place.technique_group,
        t.name AS technique,
        y.models,
        y.institutions,
        y.model_names,
        y.technique_id,
        row_number() OVER (PARTITION BY y.year ORDER BY y.models DESC, place.technique_group, t.name) AS place
    FROM technique_years AS y
    INNER JOIN techniques AS t ON y.technique_id = t.id
    INNER JOIN technique_paths AS place ON y.technique_id = place.technique_id
)
WHERE trim(coalesce(:limit, '')) = '' OR place <= CAST(:limit AS INTEGER)
ORDER BY year, place
