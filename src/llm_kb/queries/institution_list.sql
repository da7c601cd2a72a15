-- title: Institutions with what is known of their models
-- description: Every institution with the models that it made and the facts about them.
-- parameter: institution: Institution, by its id or name; empty for all.
-- parameter: limit: At most so many institutions; empty for all.
-- parameter: offset: How many institutions to leave out before the first; empty for none.
WITH shown (id) AS (
    SELECT i.id
    FROM institution_names AS named
    CROSS JOIN institutions AS i ON named.institution_id = i.id
    WHERE named.name = lower(trim(coalesce(:institution, '')))
    ORDER BY i.ordinal
    LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
    OFFSET CAST(coalesce(:offset, '') AS INTEGER)
)
SELECT
    i.name AS institution,
    i.surveyed,
    c.surveyed_models,
    c.models,
    c.models_listed,
    c.first_year,
    c.last_year,
    c.facts,
    c.techniques,
    i.id AS institution_id
FROM shown
CROSS JOIN institutions AS i ON shown.id = i.id
INNER JOIN institution_counts AS c ON i.id = c.institution_id
ORDER BY i.ordinal
