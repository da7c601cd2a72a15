-- severity: integrity
-- description: No two techniques share an id, a name, an abbreviation or an alias.
-- cure: merge the two techniques, or rename one
SELECT 'techniques ' || min(id) AS "row", 'shares the name ' || name || ' with ' || max(id) AS problem
FROM (
    SELECT id, id AS name FROM techniques
    UNION
    SELECT id, lower(name) FROM techniques
    UNION
    SELECT id, lower(abbreviation) FROM techniques WHERE abbreviation IS NOT NULL
    UNION
    SELECT technique_id, lower(alias) FROM technique_aliases
) AS names
GROUP BY name
HAVING count(*) > 1
