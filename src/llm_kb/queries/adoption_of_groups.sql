-- title: Adoption of technique groups
-- description: How many techniques of each top-level group the models of each developer use or introduce, and how many models do so, the first forty of them by name; variants count with their release.
-- subject: Techniques
-- place: 110
-- parameter: institution: Developer of the models, by id or name; empty for all.
-- parameter: limit: Maximum number of developers, in the survey's order; empty for no limit.
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
