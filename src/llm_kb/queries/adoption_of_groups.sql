-- title: Adoption of groups of techniques
-- description: How many techniques of each top-level group the models of each institution use or introduce, and in how many releases, of which the first forty are named; a variant counts with its release.
-- parameter: institution: Institution that made the models, by its id or name; empty for all.
-- parameter: limit: At most so many institutions, in the order of the survey; empty for all.
SELECT
    g.name AS technique_group,
    i.name AS institution,
    x.techniques,
    x.releases,
    x.release_names,
    x.technique_group_id,
    x.institution_id
FROM (
    SELECT made.id, made.name, made.ordinal
    FROM institution_names AS named
    CROSS JOIN institutions AS made ON named.institution_id = made.id
    WHERE named.name = lower(trim(coalesce(:institution, '')))
    ORDER BY made.ordinal
    LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
) AS i
CROSS JOIN group_adoption AS x ON i.id = x.institution_id
INNER JOIN techniques AS g ON x.technique_group_id = g.id
ORDER BY g.ordinal, i.ordinal
