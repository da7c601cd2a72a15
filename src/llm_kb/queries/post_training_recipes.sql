-- title: Post-training recipes
-- description: The post-training of each model as the survey or makers' documents describe it, step by step: supervised fine-tuning, preference optimization, reinforcement learning, rewards, rejection sampling, model merging and distillation; one row per model, step, technique and relation, with the first sentence that states it, an explicit one where there is one.
-- subject: Models and developers
-- place: 45
-- parameter: institution: Developer of the models, by id or name; empty for all.
-- parameter: surveyed: 1 for models that the survey analyzes, 0 for other models; empty for both.
-- parameter: source: Source of the facts, by id, or a kind of source such as survey or model-card, or makers for all documents of makers; empty for all.
-- parameter: limit: Maximum number of models, ordered by developer, year and name; empty for no limit.
-- parameter: offset: Number of models to skip; empty for none.
-- default: source: survey
-- number: surveyed
WITH steps (place, step, technique_id) AS (
    VALUES
    (1, 'supervised fine-tuning', 'supervised-fine-tuning'), (2, 'preference optimization', 'dpo'),
    (2, 'preference optimization', 'self-improving-robust-preference-optimization'),
    (3, 'reinforcement learning', 'reinforcement-learning'), (4, 'reward', 'reward-signals'),
    (5, 'rejection sampling', 'rejection-sampling'), (6, 'model merging', 'model-merging'),
    (7, 'distillation', 'knowledge-distillation')
),
step_of_technique AS (  -- the first step that a technique or a wider one belongs to
    SELECT n.technique_id, min(steps.place) AS place
    FROM steps
    INNER JOIN technique_names AS n ON steps.technique_id = n.name
    GROUP BY n.technique_id
),
shown AS (
    -- include: shown_releases
),
cells AS (
    SELECT
        shown.place, s.place AS step_place, f.release_id AS model_id,
        -- include: columns_of_cells
    FROM shown
    INNER JOIN design_facts AS f ON shown.model_id = f.release_id
    INNER JOIN fact_details AS d ON f.fact_id = d.fact_id
    INNER JOIN step_of_technique AS s ON f.technique_id = s.technique_id
    WHERE
        -- include: chosen_sources
    WINDOW cell AS (PARTITION BY f.release_id, f.technique_id, f.relation)
),
staged AS (
    -- include: stages_of_cells
)
SELECT
    i.name AS institution, m.name AS model, c.year, steps.step, t.name AS technique, x.relation, staged.stages,
    x.qualifier, x.facts, x.basis, x.disputed, x.section, x.statement, i.id AS institution_id,
    x.model_id, x.technique_id, x.fact_id, x.source, x.locator
FROM cells AS x
INNER JOIN models AS m ON x.model_id = m.id
INNER JOIN model_counts AS c ON m.id = c.model_id
INNER JOIN institutions AS i ON m.institution_id = i.id
INNER JOIN techniques AS t ON x.technique_id = t.id
INNER JOIN relations ON x.relation = relations.id
INNER JOIN (SELECT DISTINCT place, step FROM steps) AS steps ON x.step_place = steps.place
LEFT OUTER JOIN staged
    ON x.model_id = staged.model_id AND x.technique_id = staged.technique_id AND x.relation = staged.relation
WHERE x.number = 1
ORDER BY x.place, x.step_place, t.ordinal, relations.ordinal
