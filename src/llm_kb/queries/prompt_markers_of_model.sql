-- title: Prompt markers of a model
-- description: The special tokens and tags of the prompt format of a model, its variants and the families above it, and what each is for.
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
WITH RECURSIVE wanted (id) AS (
    SELECT model_id FROM model_names WHERE name = lower(trim(coalesce(:model, '')))
    UNION
    SELECT (SELECT parent_id FROM models WHERE models.id = wanted.id) FROM wanted WHERE wanted.id IS NOT NULL
)
SELECT
    m.name AS model,
    marker.marker,
    role.name AS role,
    section.name AS section,
    p.paragraph,
    p.sentence,
    marker.passage_id,
    m.id AS model_id
FROM wanted
CROSS JOIN prompt_markers AS marker ON wanted.id = marker.model_id
INNER JOIN models AS m ON marker.model_id = m.id
INNER JOIN marker_roles AS role ON marker.role_id = role.id
INNER JOIN passages AS p ON marker.passage_id = p.id
INNER JOIN sections AS section ON p.section_id = section.id
ORDER BY m.name, p.source_id, p.ordinal, marker.ordinal
