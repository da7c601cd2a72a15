-- title: Institutions with what is known of their models
-- description: Every institution with the models that it made and the facts about them.
-- parameter: institution: Institution, by its id or name; empty for all.
WITH
made (institution_id, models, surveyed_models, first_year, last_year) AS (
    SELECT
        m.institution_id,
        count(*),
        sum(m.surveyed),
        min(coalesce(p.year_corrected, p.year)),
        max(coalesce(p.year_corrected, p.year))
    FROM models AS m
    LEFT OUTER JOIN publications AS p ON m.publication_id = p.id
    GROUP BY m.institution_id
),
listed (institution_id, models) AS (
    SELECT listed_under_id, count(*) FROM models WHERE surveyed = 1 GROUP BY listed_under_id
),
counts (institution, facts, techniques) AS (
    SELECT institution, count(*), count(DISTINCT technique_id) FROM design_facts GROUP BY institution
)
SELECT
    i.name AS institution,
    i.surveyed,
    coalesce(made.surveyed_models, 0) AS surveyed_models,
    coalesce(made.models, 0) AS models,
    coalesce(listed.models, 0) AS models_listed,
    made.first_year,
    made.last_year,
    coalesce(counts.facts, 0) AS facts,
    coalesce(counts.techniques, 0) AS techniques,
    i.id AS institution_id
FROM institutions AS i
LEFT OUTER JOIN made ON i.id = made.institution_id
LEFT OUTER JOIN listed ON i.id = listed.institution_id
LEFT OUTER JOIN counts ON i.name = counts.institution
WHERE lower(trim(coalesce(:institution, ''))) IN ('', i.id, lower(i.name))
ORDER BY i.ordinal
