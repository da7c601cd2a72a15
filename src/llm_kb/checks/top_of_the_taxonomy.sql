-- severity: integrity
-- description: The groups of the taxonomy, and only they, are at its top level.
-- cure: give the technique a parent, or make it a group without one
SELECT 'techniques ' || id AS "row", CASE WHEN kind_id = 'group' THEN 'is a group with a parent' ELSE 'belongs to no group' END AS problem
FROM techniques
WHERE (kind_id = 'group') <> (parent_id IS NULL)
