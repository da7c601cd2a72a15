-- title: Prompt markers of a model
-- description: The special tokens and tags in the prompt format of a model, its variants and its parent families, with the purpose of each.
-- words: prompt format, chat template, special tokens, tags
-- subject: Models and developers
-- place: 110
-- parameter: model: Model, by id, name or alias, including its variants; empty for all.
SELECT
    m.name AS model, marker.marker, role.name AS role, p.section, p.paragraph, p.sentence, marker.passage_id,
    m.id AS model_id, p.source_id, p.locator
FROM prompt_markers AS marker
INNER JOIN models AS m ON marker.model_id = m.id
INNER JOIN marker_roles AS role ON marker.role_id = role.id
INNER JOIN passage_places AS p ON marker.passage_id = p.passage_id
WHERE
    m.id IN (  -- if model
        -- include: line_of_model
    )
ORDER BY m.name, p.source_id, p.ordinal, marker.ordinal
