-- severity: integrity
-- description: The headings of the taxonomy are its top level, and nothing else is.
-- cure: give the technique a parent, or make it a group without one
SELECT 'techniques ' || id AS "row", CASE WHEN kind_id = 'group' THEN 'is a heading with a parent' ELSE 'has no heading above it' END AS problem
FROM techniques
WHERE (kind_id = 'group') <> (parent_id IS NULL)
