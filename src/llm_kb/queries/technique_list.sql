-- title: Techniques with definition, aliases and adoption
-- description: Every technique with its definition, position in the taxonomy, aliases and adopting models; counts include subtypes, except that only models that avoid or omit the technique itself count as doing so.
-- subject: Techniques
-- place: 20
-- parameter: technique: Technique, by id, name or alias; empty for all.
-- parameter: above: Technique or group, by id, name or alias, whose subtypes are listed; empty for all.
SELECT
    t.name AS technique, kind.name AS kind, t.definition, tree.technique_path, x.aliases,
    coalesce(counts.models, 0) AS models,
    coalesce(counts.institutions, 0) AS institutions,
    coalesce(counts.avoiding_models, 0) AS avoiding_models,
    coalesce(counts.other_models, 0) AS other_models,
    coalesce(counts.facts, 0) AS facts,
    tree.depth, parent.name AS parent, t.parent_id AS parent_technique_id, t.id AS technique_id,
    t.abbreviation
FROM techniques AS t
INNER JOIN technique_tree AS tree ON t.id = tree.technique_id
INNER JOIN technique_kinds AS kind ON t.kind_id = kind.id
LEFT OUTER JOIN techniques AS parent ON t.parent_id = parent.id
LEFT OUTER JOIN technique_counts AS counts ON t.id = counts.technique_id
LEFT OUTER JOIN (
    SELECT technique_id, group_concat(alias, ' · ') AS aliases
    FROM (SELECT technique_id, alias FROM technique_aliases ORDER BY technique_id, alias) AS ordered
    GROUP BY technique_id
) AS x ON t.id = x.technique_id
WHERE
    t.id IN (SELECT technique_id FROM technique_names WHERE name = lower(:technique) AND own = 1)  -- if technique
    AND t.id IN (SELECT technique_id FROM technique_names WHERE name = lower(:above) AND own = 0)  -- if above
ORDER BY t.ordinal
