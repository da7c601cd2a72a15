-- title: Models with publications and facts
-- description: Every model with its developer, parent, publication and number of facts, variants included.
-- subject: Models and developers
-- place: 10
-- parameter: model: Model, by id, name or alias; empty for all.
-- parameter: institution: Developer of the models, or the one under which the survey lists them, by id or name; empty for all.
-- parameter: dimension: Dimension in which the models have facts, by id or name; empty for all.
-- parameter: year: Year of the model's publication, as corrected; empty for all.
-- parameter: surveyed: 1 for models that the survey analyzes, 0 for other models; empty for both.
-- parameter: publication: Number of the reference that is the model's publication; empty for all.
-- parameter: sort: model (by name), year (newest first), facts or techniques (most first); empty for developer, year and name.
-- parameter: limit: Maximum number of models; empty for no limit.
-- parameter: offset: Number of models to skip; empty for none.
-- number: year, surveyed, publication
SELECT
    m.name AS model, kind.name AS kind, parent.name AS parent, maker.name AS institution,
    lister.name AS listed_under, m.surveyed, c.year, c.facts, c.techniques, c.architecture, c.post_training,
    c.optimization, p.title AS publication, p.number, c.aliases,
    count(*) OVER () AS models_in_all,
    m.kind_id, m.institution_id, m.listed_under_id, m.parent_id AS parent_model_id, m.id AS model_id
FROM models AS m
INNER JOIN model_counts AS c ON m.id = c.model_id
INNER JOIN model_kinds AS kind ON m.kind_id = kind.id
INNER JOIN institutions AS maker ON m.institution_id = maker.id
LEFT OUTER JOIN institutions AS lister ON m.listed_under_id = lister.id
LEFT OUTER JOIN models AS parent ON m.parent_id = parent.id
LEFT OUTER JOIN corrected_publications AS p ON m.publication_id = p.publication_id
WHERE
    m.id IN (SELECT model_id FROM model_names WHERE name = lower(:model) AND own = 1)  -- if model
    -- include: models_of_list
    AND c.year = :year  -- if year
    AND m.surveyed = :surveyed  -- if surveyed
    AND p.number = :publication  -- if publication
ORDER BY
    c.name,  -- if sort = model
    c.year DESC NULLS LAST,  -- if sort = year
    c.facts DESC,  -- if sort = facts
    c.techniques DESC,  -- if sort = techniques
    c.place
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
