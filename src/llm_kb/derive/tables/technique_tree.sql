-- title: The taxonomy
-- description: One row per technique with its top-level group and its path in the taxonomy.
-- subject: Techniques
-- column: technique_id: Identifier of the technique.
-- column: technique_group: Name of its top-level group.
-- column: technique_group_id: Identifier of its top-level group.
-- column: technique_path: Names from the top-level group down to the technique.
-- column: depth: Number of steps from the top-level group down to the technique.
-- key: technique_id
-- integers: depth
WITH RECURSIVE tree (technique_id, technique_group, technique_group_id, technique_path, depth) AS (
    SELECT id, name, id, name, 0 FROM techniques WHERE parent_id IS NULL
    UNION ALL
    SELECT t.id, above.technique_group, above.technique_group_id, above.technique_path || ' › ' || t.name, above.depth + 1
    FROM techniques AS t
    INNER JOIN tree AS above ON t.parent_id = above.technique_id
)
SELECT technique_id, technique_group, technique_group_id, technique_path, depth FROM tree
