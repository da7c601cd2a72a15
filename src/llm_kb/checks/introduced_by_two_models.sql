-- severity: doubt
-- description: A technique is the own contribution of one release.
-- cure: let the later model use what the earlier one introduces
SELECT 'techniques ' || technique_id AS "row", 'is introduced by ' || min(release) || ' and by ' || max(release) AS problem
FROM design_facts
WHERE relation = 'introduces'
GROUP BY technique_id
HAVING min(release_id) <> max(release_id)
