-- title: Institutions in numbers
-- description: One row per institution with numbers of its models, and of facts and techniques by the survey.
-- subject: Models and developers
-- place: 60
-- page: institution
-- column: institution_id: Identifier of the institution.
-- column: models: Number of models that it developed, families and variants included.
-- column: surveyed_models: Number of those that the survey analyzes.
-- column: models_listed: Number of models that the survey lists under it.
-- column: first_year: Year of the first publication of one of its models, corrected; NULL where the survey cites none.
-- column: last_year: Year of the last such publication.
-- column: releases: Number of its releases with facts; a variant counts with its release.
-- column: facts: Number of facts about its models.
-- column: techniques: Number of techniques in those facts.
-- key: institution_id
-- integers: models, surveyed_models, models_listed, first_year, last_year, releases, facts, techniques
-- nullable: first_year, last_year
WITH made (institution_id, models, surveyed_models, first_year, last_year) AS (
    SELECT
        m.institution_id,
        count(*),
        sum(m.surveyed),
        min(p.year),
        max(p.year)
    FROM models AS m
    LEFT OUTER JOIN corrected_publications AS p ON m.publication_id = p.publication_id
    GROUP BY m.institution_id
),
listed (institution_id, models) AS (
    SELECT listed_under_id, count(*) FROM models WHERE surveyed = 1 GROUP BY listed_under_id
),
counts (institution, releases, facts, techniques) AS (
    SELECT institution, count(DISTINCT release_id), count(*), count(DISTINCT technique_id)
    FROM design_facts
    WHERE source_kind = 'survey'
    GROUP BY institution
)
SELECT
    i.id AS institution_id,
    coalesce(made.models, 0) AS models,
    CAST(coalesce(made.surveyed_models, 0) AS INTEGER) AS surveyed_models,
    coalesce(listed.models, 0) AS models_listed,
    made.first_year,
    made.last_year,
    coalesce(counts.releases, 0) AS releases,
    coalesce(counts.facts, 0) AS facts,
    coalesce(counts.techniques, 0) AS techniques
FROM institutions AS i
LEFT OUTER JOIN made ON i.id = made.institution_id
LEFT OUTER JOIN listed ON i.id = listed.institution_id
LEFT OUTER JOIN counts ON i.name = counts.institution
