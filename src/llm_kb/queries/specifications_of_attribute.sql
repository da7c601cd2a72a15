-- title: Models by an attribute
-- description: One attribute of every model that documents give it of, the preferred value of each: the largest numbers and the latest dates first.
-- subject: Sources and specifications
-- place: 20
-- parameter: attribute: Attribute, by id or name, such as context_length; empty for all.
-- parameter: model: Model, by id, name or alias, including its variants; empty for all.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- default: attribute: context_length
SELECT
    s.attribute, s.model, s.value, s.number, s.unit, s.status, s.scope, s.institution, s.source, s.locator, s.phrase,
    s.conflict, s.model_id, s.source_id, s.specification_id
FROM specifications AS s
WHERE
    s.preferred = 1
    AND s.value IS NOT NULL
    -- include: specified_models
ORDER BY s.attribute, s.number DESC NULLS LAST, CASE s.attribute_kind WHEN 'date' THEN s.value END DESC NULLS LAST, s.value, s.place
