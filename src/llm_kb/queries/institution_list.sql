-- title: Developers with models and facts
-- description: Every developer with the models that it made and the number of facts about them.
-- subject: Models and developers
-- place: 130
-- parameter: institution: Developer, by id or name; empty for all.
-- parameter: limit: Maximum number of developers; empty for no limit.
-- parameter: offset: Number of developers to skip; empty for none.
SELECT
    i.name AS institution, i.surveyed, c.surveyed_models, c.models, c.models_listed, c.first_year, c.last_year,
    c.facts, c.techniques, i.id AS institution_id
FROM institutions AS i
INNER JOIN institution_counts AS c ON i.id = c.institution_id
WHERE
    i.id IN (SELECT institution_id FROM institution_names WHERE name = lower(:institution))  -- if institution
ORDER BY i.ordinal
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
