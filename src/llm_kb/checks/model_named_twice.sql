-- severity: integrity
-- description: No two models share an id, a name or an alias of kind spelling.
-- cure: rename one model, change the alias to joint or elliptic, or remove it from one model
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
