-- title: Prompt markers of a model
-- description: The special tokens and tags of a model's prompt format, and what each is for.
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
WITH RECURSIVE
asked (model) AS (SELECT lower(trim(coalesce(:model, '')))),
wanted (id) AS (
    SELECT m.id
    FROM models AS m
    CROSS JOIN asked
    WHERE
        asked.model IN ('', m.id, lower(m.name))
        OR EXISTS (
            SELECT 1 FROM model_aliases AS a
            WHERE a.model_id = m.id AND a.kind_id <> 'elliptic' AND lower(a.alias) = asked.model
        )
    UNION
    SELECT m.id FROM models AS m INNER JOIN wanted ON m.parent_id = wanted.id
)
SELECT
    m.name AS model,
    marker.marker,
    role.name AS role,
    section.name AS section,
    marker.passage_id
FROM prompt_markers AS marker
INNER JOIN wanted ON marker.model_id = wanted.id
INNER JOIN models AS m ON marker.model_id = m.id
INNER JOIN marker_roles AS role ON marker.role_id = role.id
INNER JOIN passages AS p ON marker.passage_id = p.id
INNER JOIN sections AS section ON p.section_id = section.id
ORDER BY m.name, p.source_id, p.ordinal, marker.ordinal
