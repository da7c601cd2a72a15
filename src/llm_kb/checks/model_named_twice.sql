-- severity: integrity
-- description: A name, identifier or spelling that stands for one model alone stands for one model alone.
-- cure: rename one model, or make the alias joint or elliptic, or remove it from one model
SELECT 'models ' || min(id) AS "row", 'shares the name ' || name || ' with ' || max(id) AS problem
FROM (
    SELECT id, id AS name FROM models
    UNION
    SELECT id, lower(name) FROM models
    UNION
    SELECT model_id, lower(alias) FROM model_aliases WHERE kind_id = 'spelling'
) AS names
GROUP BY name
HAVING count(*) > 1
