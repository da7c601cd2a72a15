-- title: What changed between generations
-- description: For each release that succeeds another, as its developer says, the attributes whose values differ from those of its predecessor; where a release has no value of its own, those of its variants.
-- words: new in, successor, predecessor, difference between versions, next generation
-- subject: Sources and specifications
-- place: 79
-- parameter: model: Model, by id, name or alias: the line of releases to which it belongs; empty for all.
-- parameter: attribute: Attribute, by id or name, such as context_length; empty for all.
-- parameter: institution: Developer of the model, by id or name; empty for all.
WITH RECURSIVE succeeded AS (
    SELECT DISTINCT s.release_id, p.release_id AS predecessor_id
    FROM specifications AS s
    INNER JOIN model_releases AS p ON s.value_model_id = p.model_id
    WHERE s.attribute = 'predecessor' AND s.preferred = 1 AND p.release_id <> s.release_id
),
earlier (release_id, trail) AS (  -- if model
    SELECT r.release_id, '/' || r.release_id || '/'
    FROM model_names AS n INNER JOIN model_releases AS r ON n.model_id = r.model_id
    WHERE n.name = lower(:model) AND n.own = 1
    UNION
    SELECT s.predecessor_id, e.trail || s.predecessor_id || '/'
    FROM earlier AS e INNER JOIN succeeded AS s ON e.release_id = s.release_id
    WHERE instr(e.trail, '/' || s.predecessor_id || '/') = 0  -- a circle ends where it would begin anew
),
line (release_id, trail) AS (  -- if model
    SELECT DISTINCT release_id, '/' || release_id || '/' FROM earlier
    UNION
    SELECT s.release_id, l.trail || s.release_id || '/'
    FROM line AS l INNER JOIN succeeded AS s ON l.release_id = s.predecessor_id
    WHERE instr(l.trail, '/' || s.release_id || '/') = 0
),
said AS (
    SELECT DISTINCT s.release_id, s.attribute, s.value, s.number
    FROM specifications AS s
    WHERE
        s.preferred = 1
        AND s.value IS NOT NULL
        -- The value of the release itself stands for it, those of its variants where it has none.
        AND (
            s.model_id = s.release_id
            OR NOT EXISTS (
                SELECT 1 FROM specifications AS own
                WHERE own.model_id = s.release_id AND own.attribute = s.attribute AND own.preferred = 1 AND own.value IS NOT NULL
            )
        )
        AND s.attribute_kind NOT IN ('identifier', 'example', 'model', 'date')
        AND s.attribute IN (SELECT id FROM attributes WHERE lower(:attribute) IN (id, lower(name)))  -- if attribute
    ORDER BY s.release_id, s.attribute, s.number, s.value
),
valued AS (
    SELECT release_id, attribute, group_concat(value, ' | ') AS release_values FROM said GROUP BY release_id, attribute
)
SELECT
    r.institution, r.release, r.release_date, a.id AS attribute, a.name AS attribute_name,
    old.release_values AS previous_values, new.release_values, p.name AS predecessor,
    s.release_id, s.predecessor_id
FROM succeeded AS s
INNER JOIN release_dates AS r ON s.release_id = r.release_id
INNER JOIN models AS p ON s.predecessor_id = p.id
INNER JOIN valued AS new ON s.release_id = new.release_id
INNER JOIN valued AS old ON s.predecessor_id = old.release_id AND new.attribute = old.attribute
INNER JOIN attributes AS a ON new.attribute = a.id
WHERE
    new.release_values <> old.release_values
    AND s.release_id IN (SELECT release_id FROM line)  -- if model
    AND r.institution IN (  -- if institution
        -- include: chosen_institutions
    )
ORDER BY r.institution, r.release_date, s.release_id, s.predecessor_id, a.ordinal
