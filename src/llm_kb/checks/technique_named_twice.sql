-- severity: integrity
-- description: No two techniques share a name or another name.
-- cure: merge the two techniques, or rename one
SELECT 'techniques ' || min(id) AS "row", 'shares the name ' || name || ' with ' || max(id) AS problem
FROM (
    SELECT id, lower(name) AS name FROM techniques
    UNION
    SELECT technique_id, lower(alias) FROM technique_aliases
) AS names
GROUP BY name
HAVING count(*) > 1
