-- title: Techniques with what is known of them
-- description: Every technique with its definition, its place in the taxonomy, its other names and the models that use or introduce it; each counts together with everything narrower, but only those that avoid or omit the technique itself count as doing so.
-- parameter: technique: Technique, by its id, name or another name of it; empty for all.
-- parameter: above: Technique or group, by its id, name or another name of it, of which only what is narrower is wanted; empty for all.
SELECT
    t.name AS technique,
    kind.name AS kind,
    t.definition,
    path.technique_path,
    (
        SELECT group_concat(alias, ' · ')
        FROM (SELECT alias FROM technique_aliases WHERE technique_id = t.id ORDER BY alias)
    ) AS aliases,
    coalesce(counts.models, 0) AS models,
    coalesce(counts.institutions, 0) AS institutions,
    coalesce(counts.avoiding_models, 0) AS avoiding_models,
    coalesce(counts.other_models, 0) AS other_models,
    coalesce(counts.facts, 0) AS facts,
    path.depth,
    parent.name AS parent,
    t.parent_id AS parent_technique_id,
    t.id AS technique_id
FROM techniques AS t
INNER JOIN technique_paths AS path ON t.id = path.technique_id
INNER JOIN technique_kinds AS kind ON t.kind_id = kind.id
LEFT OUTER JOIN techniques AS parent ON t.parent_id = parent.id
LEFT OUTER JOIN technique_counts AS counts ON t.id = counts.technique_id
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
