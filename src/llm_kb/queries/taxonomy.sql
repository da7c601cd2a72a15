-- title: Taxonomy of techniques
-- description: The tree of techniques, indented by depth, with the number of models that use or introduce each and of its facts, subtypes included.
-- subject: Techniques
-- place: 10
-- parameter: technique: Root of the subtree, by id, name or alias; empty for the whole taxonomy.
WITH RECURSIVE tree (id, depth, path, place) AS (
    SELECT id, 0, name, substr(CAST(100000 + ordinal AS TEXT), 2)
    FROM techniques
    WHERE
        id IN (SELECT technique_id FROM technique_names WHERE name = lower(:technique) AND own = 1)  -- if technique
        parent_id IS NULL  -- unless technique
    UNION ALL
    SELECT t.id, tree.depth + 1, tree.path || ' › ' || t.name, tree.place || substr(CAST(100000 + t.ordinal AS TEXT), 2)
    FROM tree
    INNER JOIN techniques AS t ON tree.id = t.parent_id
)
SELECT
    substr('                                        ', 1, 4 * tree.depth) || t.name AS technique,
    t.kind_id AS kind,
    coalesce(counts.adopting_models, 0) AS models,
    coalesce(counts.facts, 0) AS facts,
    t.definition,
    tree.depth,
    tree.path AS technique_path,
    t.id AS technique_id,
    t.abbreviation
FROM tree
INNER JOIN techniques AS t ON tree.id = t.id
LEFT OUTER JOIN technique_counts AS counts ON tree.id = counts.technique_id
ORDER BY tree.place
