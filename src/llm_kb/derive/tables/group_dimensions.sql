-- title: Groups of techniques with their dimension
-- description: One row per top-level group of techniques with the dimension in which the survey states facts on most of its techniques.
-- subject: Techniques
-- column: technique_group_id: Identifier of the group.
-- column: dimension: Name of the dimension.
-- key: technique_group_id
-- reference: technique_group_id: techniques.id
WITH stated (technique_group_id, dimension, techniques, facts) AS (
    SELECT tree.technique_group_id, p.dimension, count(DISTINCT c.technique_id), count(*)
    FROM evidence AS e
    INNER JOIN claims AS c ON e.claim_id = c.id
    INNER JOIN passage_places AS p ON e.passage_id = p.passage_id
    INNER JOIN technique_tree AS tree ON c.technique_id = tree.technique_id
    WHERE p.dimension IS NOT NULL
    GROUP BY tree.technique_group_id, p.dimension
)
SELECT technique_group_id, dimension
FROM (
    SELECT
        s.technique_group_id,
        s.dimension,
        row_number() OVER (PARTITION BY s.technique_group_id ORDER BY s.techniques DESC, s.facts DESC, d.ordinal) AS place
    FROM stated AS s
    INNER JOIN dimensions AS d ON s.dimension = d.name
) AS ranked
WHERE place = 1
