-- title: Models with what is known of them
-- description: Every model with its maker, its place in the tree, its publication and the number of its facts, those of its variants included.
-- subject: Models and their makers
-- place: 10
-- parameter: model: Model, by its id, name or a spelling of it; empty for all.
-- parameter: institution: Institution that made the models or under which the survey lists them, by its id or name; empty for all.
-- parameter: dimension: Dimension of design choice in which something is known of the models, by its id or name; empty for all.
-- parameter: year: Year of the model's publication, corrected; empty for all.
-- parameter: surveyed: 1 for the models that the survey analyzes, 0 for the others; empty for all.
-- parameter: publication: Number of the reference that is the model's publication; empty for all.
-- parameter: sort: model, year, facts or techniques: by name, or the latest or most first; empty for maker, year and name.
-- parameter: limit: At most so many models; empty for all.
-- parameter: offset: How many models to leave out before the first; empty for none.
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
    AND EXISTS (  -- if institution
        SELECT 1
        FROM institution_names AS n
        WHERE n.name = lower(:institution) AND n.institution_id IN (m.institution_id, m.listed_under_id)
    )
    AND EXISTS (  -- if dimension
        SELECT 1
        FROM dimensions AS d
        WHERE
            lower(:dimension) IN (d.id, lower(d.name))
            AND CASE d.id
                WHEN 'architecture' THEN c.architecture
                WHEN 'post-training' THEN c.post_training
                WHEN 'optimization' THEN c.optimization
            END > 0
    )
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
