-- title: Adoption of groups of techniques
-- description: How many techniques of each top-level group the models of each institution use or introduce, and in how many releases, of which the first forty are named; a variant counts with its release.
-- subject: Techniques
-- place: 110
-- parameter: institution: Institution that made the models, by its id or name; empty for all.
-- parameter: limit: At most so many institutions, in the order of the survey; empty for all.
SELECT
    g.name AS technique_group, i.name AS institution, x.techniques, x.releases, x.release_names,
    x.technique_group_id, x.institution_id
FROM group_adoption AS x
INNER JOIN techniques AS g ON x.technique_group_id = g.id
INNER JOIN (
    SELECT id, name, ordinal
    FROM institutions
    WHERE
        id IN (SELECT institution_id FROM institution_names WHERE name = lower(:institution))  -- if institution
    ORDER BY ordinal
    LIMIT :limit  -- if limit
) AS i ON x.institution_id = i.id
ORDER BY g.ordinal, i.ordinal
