-- title: Techniques in numbers
-- description: One row per technique with facts of the survey, subtypes included; all numbers are by these facts.
-- subject: Techniques
-- place: 50
-- page: technique
-- column: technique_id: Identifier of the technique.
-- column: facts: Number of facts.
-- column: models: Number of releases that use or introduce it.
-- column: own_models: Number of releases that use or introduce the technique itself.
-- column: institutions: Number of developers of those releases.
-- column: avoiding_models: Number of releases that avoid or omit the technique itself.
-- column: other_models: Number of releases with another relation to it.
-- column: adopting_models: Number of models that use or introduce it, each variant counted for itself.
-- key: technique_id
-- integers: facts, models, own_models, institutions, avoiding_models, other_models, adopting_models
-- reference: technique_id: techniques.id
WITH own (technique_id, facts, adopting, avoiding) AS (
    SELECT
        technique_id,
        count(*),
        count(DISTINCT CASE WHEN relation IN ('uses', 'introduces') THEN release_id END),
        count(DISTINCT CASE WHEN relation IN ('avoids', 'omits') THEN release_id END)
    FROM design_facts
    WHERE source_kind = 'survey'
    GROUP BY technique_id
),
sums (technique_id, facts) AS (
    SELECT reach.name, CAST(sum(own.facts) AS INTEGER)
    FROM own
    INNER JOIN technique_names AS reach ON own.technique_id = reach.technique_id
    GROUP BY reach.name
),
adopters (technique_id, models, institutions, others) AS (
    SELECT
        technique_id,
        count(DISTINCT CASE WHEN relation IN ('uses', 'introduces') THEN release_id END),
        count(DISTINCT CASE WHEN relation IN ('uses', 'introduces') THEN institution_id END),
        count(DISTINCT CASE WHEN relation NOT IN ('uses', 'introduces', 'avoids', 'omits') THEN release_id END)
    FROM technique_adopters
    GROUP BY technique_id
),
having_it (technique_id, models) AS (
    SELECT reach.name, count(DISTINCT x.model_id)
    FROM model_techniques AS x
    INNER JOIN technique_names AS reach ON x.technique_id = reach.technique_id
    GROUP BY reach.name
)
SELECT
    t.id AS technique_id,
    sums.facts,
    adopters.models,
    coalesce(own.adopting, 0) AS own_models,
    adopters.institutions,
    coalesce(own.avoiding, 0) AS avoiding_models,
    adopters.others AS other_models,
    coalesce(having_it.models, 0) AS adopting_models
FROM techniques AS t
INNER JOIN sums ON t.id = sums.technique_id
INNER JOIN adopters ON t.id = adopters.technique_id
LEFT OUTER JOIN own ON t.id = own.technique_id
LEFT OUTER JOIN having_it ON t.id = having_it.technique_id
