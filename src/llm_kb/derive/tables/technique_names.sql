-- title: Techniques by every name
-- description: One row per name and technique that it finds: the technique of that name, or one of its subtypes.
-- subject: Techniques
-- place: 60
-- column: name: Identifier, name, abbreviation or alias of a technique in lower case; the empty text stands for the whole taxonomy.
-- column: technique_id: Identifier of the technique of that name, or of one at any depth below it.
-- column: own: 1 where it is a name of the technique itself (the empty text counts as one of a top-level group), 0 where it is a name of a supertype.
-- key: name, technique_id
-- integers: own
-- index: technique_id, own
WITH RECURSIVE names (name, technique_id) AS (
    SELECT id, id FROM techniques
    UNION
    SELECT lower(name), id FROM techniques
    UNION
    SELECT lower(abbreviation), id FROM techniques WHERE abbreviation IS NOT NULL
    UNION
    SELECT lower(alias), technique_id FROM technique_aliases
    UNION
    SELECT '', id FROM techniques WHERE parent_id IS NULL
),
branches (top_id, id) AS (
    SELECT id, id FROM techniques
    UNION
    SELECT above.top_id, t.id
    FROM techniques AS t
    INNER JOIN branches AS above ON t.parent_id = above.id
)
SELECT
    names.name,
    branches.id AS technique_id,
    max(CASE WHEN branches.id = branches.top_id THEN 1 ELSE 0 END) AS own
FROM names
INNER JOIN branches ON names.technique_id = branches.top_id
GROUP BY names.name, branches.id
