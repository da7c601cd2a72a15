-- title: Institutions with what is known of their models
-- description: Every institution with the models that it made and the facts about them.
-- subject: Models and their makers
-- place: 130
-- parameter: institution: Institution, by its id or name; empty for all.
-- parameter: limit: At most so many institutions; empty for all.
-- parameter: offset: How many institutions to leave out before the first; empty for none.
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
