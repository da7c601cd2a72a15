-- title: Adopters of a technique
-- description: The releases that stand in any relation to a technique or anything narrower, one row for a release and a relation; the year is that of the release's publication, corrected, and empty where the survey names none.
-- words: who uses, which models use
-- subject: Techniques
-- place: 40
-- parameter: technique: Technique or group, by its id, name or another name of it, together with everything narrower; empty for all.
-- parameter: limit: At most so many releases in each relation, the earliest first; empty for all.
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
