-- title: Most adopted techniques by year
-- description: The techniques that the most models of each year use or introduce, with the first forty of these models by name; variants count with their release. Models whose publication the survey does not cite have no year and are left out.
-- words: popular, popularity, most used, trend
-- subject: Techniques
-- place: 130
-- parameter: limit: Maximum number of techniques per year; empty for no limit.
-- default: limit: 10
WITH placed AS (
    SELECT
        y.year,
        tree.technique_group,
        t.name AS technique,
        y.models,
        y.institutions,
        y.model_names,
        y.technique_id,
        row_number() OVER (PARTITION BY y.year ORDER BY y.models DESC, tree.technique_group, t.name) AS place
    FROM technique_years AS y
    INNER JOIN techniques AS t ON y.technique_id = t.id
    INNER JOIN technique_tree AS tree ON t.id = tree.technique_id
)
SELECT year, technique_group, technique, models, institutions, model_names, technique_id
FROM placed
WHERE
    place <= :limit  -- if limit
ORDER BY year, place
