-- title: Techniques with what is known of them
-- description: Every technique with its definition, its place in the taxonomy, its other names and the models that use or introduce it; each counts together with everything narrower, but only those that avoid or omit the technique itself count as doing so.
-- parameter: technique: Technique, by its id, name or another name of it; empty for all.
-- parameter: above: Technique or group, by its id, name or another name of it, of which only what is narrower is wanted; empty for all.
WITH RECURSIVE
tree (id, group_id, path, depth) AS (
    SELECT id, id, name, 0 FROM techniques WHERE parent_id IS NULL
    UNION ALL
    SELECT t.id, tree.group_id, tree.path || ' › ' || t.name, tree.depth + 1
    FROM tree
    INNER JOIN techniques AS t ON tree.id = t.parent_id
),
counts (technique_id, facts, models, institutions, avoiding, otherwise) AS (
    SELECT
        reach.name,
        count(*),
        count(DISTINCT CASE WHEN f.relation IN ('uses', 'introduces') THEN f.release_id END),
        count(DISTINCT CASE WHEN f.relation IN ('uses', 'introduces') THEN f.institution END),
        count(
            DISTINCT CASE WHEN f.relation IN ('avoids', 'omits') AND f.technique_id = reach.name THEN f.release_id END
        ),
        count(
            DISTINCT CASE WHEN f.relation NOT IN ('uses', 'introduces', 'avoids', 'omits') THEN f.release_id END
        )
    FROM techniques AS t
    INNER JOIN technique_names AS reach ON t.id = reach.name
    INNER JOIN design_facts AS f ON reach.technique_id = f.technique_id
    GROUP BY reach.name
)
SELECT
    t.name AS technique,
    kind.name AS kind,
    t.definition,
    tree.path AS technique_path,
    (
        SELECT group_concat(alias, ' · ')
        FROM (SELECT alias FROM technique_aliases WHERE technique_id = t.id ORDER BY alias)
    ) AS aliases,
    coalesce(counts.models, 0) AS models,
    coalesce(counts.institutions, 0) AS institutions,
    coalesce(counts.avoiding, 0) AS avoiding_models,
    coalesce(counts.otherwise, 0) AS other_models,
    coalesce(counts.facts, 0) AS facts,
    tree.depth,
    parent.name AS parent,
    t.parent_id AS parent_technique_id,
    t.id AS technique_id
FROM techniques AS t
INNER JOIN tree ON t.id = tree.id
INNER JOIN technique_kinds AS kind ON t.kind_id = kind.id
LEFT OUTER JOIN techniques AS parent ON t.parent_id = parent.id
LEFT OUTER JOIN counts ON t.id = counts.technique_id
WHERE
    (
        trim(coalesce(:technique, '')) = ''
        OR t.id IN (
            SELECT technique_id FROM technique_names WHERE name = lower(trim(coalesce(:technique, ''))) AND own = 1
        )
    )
    AND (
        trim(coalesce(:above, '')) = ''
        OR t.id IN (
            SELECT technique_id FROM technique_names WHERE name = lower(trim(coalesce(:above, ''))) AND own = 0
        )
    )
ORDER BY t.ordinal
