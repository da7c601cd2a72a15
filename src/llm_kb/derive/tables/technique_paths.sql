-- title: Techniques with their place in the taxonomy
-- description: One row per technique with its top-level group, its path and numbers of facts and of releases that use or introduce the technique itself, by the survey.
-- subject: Techniques
-- place: 70
-- page: technique
-- column: technique_id: Identifier of the technique.
-- column: technique_group: Name of its top-level group.
-- column: technique_group_id: Identifier of its top-level group.
-- column: technique_path: Names from the top-level group down to the technique.
-- column: depth: Number of steps from the top-level group down to the technique.
-- column: dimension: Dimension of design choices with facts about it, the first by name of several; NULL where there is none.
-- column: facts: Number of facts about the technique itself, without its subtypes.
-- column: releases: Number of releases that use or introduce the technique itself.
-- key: technique_id
-- integers: depth, facts, releases
-- nullable: dimension
WITH stated (technique_id, dimension, facts) AS (
    SELECT technique_id, min(dimension), count(*) FROM design_facts WHERE source_kind = 'survey' GROUP BY technique_id
),
adopted (technique_id, releases) AS (
    SELECT technique_id, count(*) FROM release_techniques GROUP BY technique_id
)
SELECT
    tree.technique_id,
    tree.technique_group,
    tree.technique_group_id,
    tree.technique_path,
    tree.depth,
    stated.dimension,
    coalesce(stated.facts, 0) AS facts,
    coalesce(adopted.releases, 0) AS releases
FROM technique_tree AS tree
LEFT OUTER JOIN stated ON tree.technique_id = stated.technique_id
LEFT OUTER JOIN adopted ON tree.technique_id = adopted.technique_id
