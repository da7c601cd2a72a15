-- severity: doubt
-- description: Only one release introduces a technique.
-- cure: change the relation of the later model to uses
SELECT 'techniques ' || technique_id AS "row", 'is introduced by ' || min(release) || ' and by ' || max(release) AS problem
FROM design_facts
WHERE relation = 'introduces'
GROUP BY technique_id
HAVING min(release_id) <> max(release_id)
