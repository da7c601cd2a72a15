-- title: Models per developer
-- description: The surveyed models of each developer as the survey lists them and by who made them, side by side, and how many of its other models are mentioned.
-- subject: Models and developers
-- place: 140
WITH listed AS (
    SELECT listed_under_id AS institution_id, count(*) AS models, group_concat(name, ', ') AS names
    FROM (SELECT listed_under_id, name FROM models WHERE surveyed = 1 ORDER BY listed_under_id, name) AS ordered
    GROUP BY listed_under_id
),
made AS (
    SELECT institution_id, count(*) AS models, group_concat(name, ', ') AS names
    FROM (SELECT institution_id, name FROM models WHERE surveyed = 1 ORDER BY institution_id, name) AS ordered
    GROUP BY institution_id
),
others AS (
    SELECT institution_id, count(*) AS models FROM models WHERE surveyed = 0 GROUP BY institution_id
)
SELECT
    i.name AS institution,
    coalesce(listed.models, 0) AS models_listed,
    coalesce(made.models, 0) AS models_made,
    coalesce(others.models, 0) AS other_models_made,
    CASE WHEN coalesce(listed.names, '') = coalesce(made.names, '') THEN 0 ELSE 1 END AS differs,
    listed.names AS listed,
    made.names AS made
FROM institutions AS i
LEFT OUTER JOIN listed ON i.id = listed.institution_id
LEFT OUTER JOIN made ON i.id = made.institution_id
LEFT OUTER JOIN others ON i.id = others.institution_id
ORDER BY i.ordinal
