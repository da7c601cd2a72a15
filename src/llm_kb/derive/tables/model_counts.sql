-- title: Models in numbers
-- description: One row per model with its position in the list of all models, its year and numbers of facts and techniques by the survey.
-- subject: Models and developers
-- place: 30
-- page: model
-- column: model_id: Identifier of the model.
-- column: place: Position in the list of all models by developer, year and name, counted from 1.
-- column: name: Name of the model in lower case.
-- column: surveyed: 1 for one of the models that the survey analyzes, else 0.
-- column: year: Year of its publication, corrected; NULL where the survey cites none.
-- column: institution_id: Identifier of the institution that developed it.
-- column: listed_under_id: Identifier of the institution that the survey lists it under; NULL where it does not list it.
-- column: release_facts: Number of facts about the model and its variants, without other releases below it.
-- column: facts: Number of facts about the model and everything below it.
-- column: techniques: Number of techniques in those facts.
-- column: architecture: Number of those facts in the dimension architecture.
-- column: post_training: Number of those facts in the dimension post-training.
-- column: optimization: Number of those facts in the dimension optimization.
-- column: aliases: Aliases of the model, joined by dots; NULL where there are none.
-- key: model_id
-- integers: place, surveyed, year, release_facts, facts, techniques, architecture, post_training, optimization
-- nullable: year, listed_under_id, aliases
-- index: surveyed, place
-- index: institution_id
-- index: listed_under_id
WITH counts (model_id, facts, techniques, architecture, post_training, optimization) AS (
    SELECT
        m.id,
        count(*),
        count(DISTINCT f.technique_id),
        count(CASE WHEN d.id = 'architecture' THEN 1 END),
        count(CASE WHEN d.id = 'post-training' THEN 1 END),
        count(CASE WHEN d.id = 'optimization' THEN 1 END)
    FROM models AS m
    INNER JOIN model_names AS reach ON m.id = reach.name
    INNER JOIN design_facts AS f ON reach.model_id = f.model_id AND f.source_kind = 'survey'
    LEFT OUTER JOIN dimensions AS d ON f.dimension = d.name
    GROUP BY m.id
),
releases (release_id, facts) AS (
    SELECT release_id, count(*) FROM design_facts WHERE source_kind = 'survey' GROUP BY release_id
)
SELECT
    m.id AS model_id,
    row_number() OVER (
        ORDER BY maker.ordinal, coalesce(p.year, 0), m.name, m.id
    ) AS place,
    lower(m.name) AS name,
    m.surveyed,
    p.year,
    m.institution_id,
    m.listed_under_id,
    coalesce(releases.facts, 0) AS release_facts,
    coalesce(counts.facts, 0) AS facts,
    coalesce(counts.techniques, 0) AS techniques,
    coalesce(counts.architecture, 0) AS architecture,
    coalesce(counts.post_training, 0) AS post_training,
    coalesce(counts.optimization, 0) AS optimization,
    (
        SELECT group_concat(alias, ' · ')
        FROM (SELECT a.alias FROM model_aliases AS a WHERE a.model_id = m.id AND a.alias <> m.name ORDER BY a.alias) AS ordered
    ) AS aliases
FROM models AS m
INNER JOIN institutions AS maker ON m.institution_id = maker.id
LEFT OUTER JOIN corrected_publications AS p ON m.publication_id = p.publication_id
LEFT OUTER JOIN counts ON m.id = counts.model_id
LEFT OUTER JOIN releases ON m.id = releases.release_id
