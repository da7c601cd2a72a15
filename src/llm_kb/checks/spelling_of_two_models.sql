-- severity: integrity
-- description: A spelling that stands for one model alone stands for one model alone.
-- cure: make the alias joint or elliptic, or remove it from one model
SELECT 'model_aliases ' || alias AS "row", 'stands as a spelling of ' || count(DISTINCT model_id) || ' models' AS problem
FROM model_aliases
WHERE kind_id = 'spelling'
GROUP BY lower(alias)
HAVING count(DISTINCT model_id) > 1
