-- title: Matrix of models and techniques
-- description: The relation of each model, or one of its variants, to each technique, with the first sentence that states it, an explicit one where there is one; one row per model, technique and relation.
-- subject: Techniques
-- place: 90
-- parameter: dimension: Dimension of the survey, by id or name; empty for all.
-- parameter: group: Top-level group of techniques, by id or name; empty for all.
-- parameter: institution: Developer of the models, by id or name; empty for all.
-- parameter: surveyed: 1 for models that the survey analyzes, 0 for other models; empty for both.
-- parameter: least: Minimum number of these models with a fact about the technique; empty for no minimum.
-- parameter: source: Source of the facts, by id, or a kind of source such as survey or model-card, or makers for all documents of makers; empty for all.
-- parameter: limit: Maximum number of models, ordered by developer, year and name; empty for no limit.
-- parameter: offset: Number of models to skip; empty for none.
-- default: source: survey
-- number: surveyed, least
WITH shown AS (  -- the releases
    -- include: shown_releases
),
cells AS (
    SELECT
        shown.place, f.release_id AS model_id,
        -- include: columns_of_cells
    FROM shown
    INNER JOIN design_facts AS f ON shown.model_id = f.release_id
    INNER JOIN fact_details AS d ON f.fact_id = d.fact_id
    WHERE
        f.dimension IN (SELECT name FROM dimensions WHERE lower(:dimension) IN (id, lower(name)))  -- if dimension
        AND f.technique_group IN (  -- if group
            SELECT name FROM techniques WHERE parent_id IS NULL AND lower(:group) IN (id, lower(name))
        )
        -- include: chosen_sources
    WINDOW cell AS (PARTITION BY f.release_id, f.technique_id, f.relation)
),
staged AS (
    -- include: stages_of_cells
)
SELECT
    i.name AS institution, m.name AS model, tree.technique_group, t.name AS technique, x.relation, x.facts, x.basis,
    x.disputed, x.section, x.statement, c.year, i.id AS institution_id, x.model_id, x.technique_id,
    x.fact_id, tree.technique_group_id, staged.stages, x.qualifier, x.source, x.locator
FROM cells AS x
INNER JOIN models AS m ON x.model_id = m.id
INNER JOIN model_counts AS c ON m.id = c.model_id
INNER JOIN institutions AS i ON m.institution_id = i.id
INNER JOIN techniques AS t ON x.technique_id = t.id
INNER JOIN technique_tree AS tree ON t.id = tree.technique_id
INNER JOIN techniques AS g ON tree.technique_group_id = g.id
INNER JOIN relations ON x.relation = relations.id
LEFT OUTER JOIN staged
    ON x.model_id = staged.model_id AND x.technique_id = staged.technique_id AND x.relation = staged.relation
WHERE
    x.number = 1
    AND x.technique_id IN (  -- if least
        SELECT technique_id FROM cells GROUP BY technique_id HAVING count(DISTINCT model_id) >= :least
    )
ORDER BY x.place, g.ordinal, t.ordinal, relations.ordinal
