-- title: Techniques used together
-- description: Pairs of techniques that the same models use or introduce, most frequent first.
-- subject: Techniques
-- place: 80
-- parameter: technique: One technique of the pair, by id, name or alias, including its subtypes; empty for all.
-- parameter: least: Minimum number of shared models; empty for no minimum.
-- default: least: 3
-- number: least
WITH adopted AS (
    SELECT DISTINCT f.model, f.model_id, f.technique_id, t.ordinal, f.technique
    FROM design_facts AS f
    INNER JOIN techniques AS t ON f.technique_id = t.id
    WHERE f.source_kind = 'survey' AND f.relation IN ('uses', 'introduces')
),
pairs AS (
    SELECT one.technique, two.technique AS other_technique, one.model, one.ordinal, two.ordinal AS other_ordinal
    FROM adopted AS one
    INNER JOIN adopted AS two ON one.model_id = two.model_id AND one.ordinal < two.ordinal
    WHERE
        EXISTS (  -- if technique
            SELECT 1
            FROM technique_names AS n
            WHERE n.name = lower(:technique) AND n.technique_id IN (one.technique_id, two.technique_id)
        )
    ORDER BY one.ordinal, two.ordinal, one.model
)
SELECT
    technique,
    other_technique,
    count(*) AS models,
    group_concat(model, ', ') AS model_names
FROM pairs
GROUP BY ordinal, other_ordinal, technique, other_technique
HAVING
    count(*) >= :least  -- if least
ORDER BY models DESC, ordinal, other_ordinal
