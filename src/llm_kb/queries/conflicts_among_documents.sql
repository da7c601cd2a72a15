-- title: Conflicts among makers' documents
-- description: Values of one attribute of one model for the same scope that differ between documents of its developer beyond rounding, each with its place, the preferred one first.
-- words: contradictions, disagree, differing values
-- subject: Sources and specifications
-- place: 130
-- parameter: model: Model, by id, name or alias, including its variants; empty for all.
-- parameter: attribute: Attribute, by id or name, such as context_length; empty for all.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- parameter: limit: Maximum number of values; empty for no limit.
-- parameter: offset: Number of values to skip; empty for none.
SELECT
    s.model, s.attribute, s.scope, s.value, s.printed, s.status, s.preferred, s.source, s.source_kind, s.locator,
    s.phrase, s.institution, s.number, s.unit, s.note, s.attribute_name, s.model_id, s.source_id, s.specification_id
FROM specifications AS s
WHERE
    s.conflict = 1
    -- include: specified_models
ORDER BY s.place
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
