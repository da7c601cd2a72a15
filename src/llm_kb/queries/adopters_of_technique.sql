-- title: Adopters of a technique
-- description: Models with a fact about a technique or one of its subtypes, one row per model and relation; the year is that of the model's publication, as corrected, and empty where the survey cites none.
-- words: who uses, which models use
-- subject: Techniques
-- place: 40
-- parameter: technique: Technique or group, by id, name or alias, including its subtypes; empty for all.
-- parameter: limit: Maximum number of models per relation, earliest first; empty for no limit.
-- default: technique: grpo
SELECT
    a.year, r.name AS release, i.name AS institution, a.relation, a.techniques, a.technique_names, a.release_id,
    a.institution_id, a.technique_list
FROM technique_adopters AS a
INNER JOIN models AS r ON a.release_id = r.id
INNER JOIN institutions AS i ON a.institution_id = i.id
INNER JOIN relations AS relation ON a.relation = relation.id
WHERE
    a.technique_id IN (SELECT technique_id FROM technique_names WHERE name = lower(:technique) AND own = 1)  -- if technique
    a.technique_id = ''  -- unless technique
    AND a.rank <= :limit  -- if limit
ORDER BY a.place, relation.ordinal, a.technique_id
