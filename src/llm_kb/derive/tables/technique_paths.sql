-- title: Techniques with their place in the taxonomy
-- description: One row is a technique with the group that it belongs to, the way down to it, and the releases that have it by itself.
-- column: technique_id: Identifier of the technique.
-- column: technique_group: Name of its top-level group.
-- column: technique_group_id: Identifier of its top-level group.
-- column: technique_path: Names from the top-level group down to the technique.
-- column: depth: Number of steps from the top-level group down to the technique.
-- column: dimension: The survey's dimension of design choice under which facts about it stand, the first by name of several; NULL where none does.
-- column: facts: Number of facts about the technique itself, without anything narrower.
-- column: releases: Number of releases that use or introduce the technique itself.
-- key: technique_id
-- integers: depth, facts, releases
-- nullable: dimension
WITH RECURSIVE tree (id, group_id, group_name, path, depth) AS (
    SELECT id, id, name, name, 0 FROM techniques WHERE parent_id IS NULL
    UNION ALL
    SELECT t.id, above.group_id, above.group_name, above.path || ' › ' || t.name, above.depth + 1
    FROM techniques AS t
    INNER JOIN tree AS above ON t.parent_id = above.id
),
stated (technique_id, dimension, facts) AS (
    SELECT technique_id, min(dimension), count(*) FROM design_facts GROUP BY technique_id
),
adopted (technique_id, releases) AS (
    SELECT technique_id, count(*) FROM release_techniques GROUP BY technique_id
)
SELECT
    tree.id AS technique_id,
    tree.group_name AS technique_group,
    tree.group_id AS technique_group_id,
    tree.path AS technique_path,
    tree.depth,
    stated.dimension,
    coalesce(stated.facts, 0) AS facts,
    coalesce(adopted.releases, 0) AS releases
FROM tree
LEFT OUTER JOIN stated ON tree.id = stated.technique_id
LEFT OUTER JOIN adopted ON tree.id = adopted.technique_id
