-- title: Attributes of models
-- description: Every attribute of the specifications with its kind, unit and definition, in the order in which they are shown.
-- words: columns of the specification sheet, units
-- subject: Sources and specifications
-- place: 15
-- parameter: attribute: Attribute, by id or name, such as context_length; empty for all.
SELECT a.id AS attribute, a.name, a.kind_id AS kind, a.unit_id AS unit, a.definition
FROM attributes AS a
WHERE
    lower(:attribute) IN (a.id, lower(a.name))  -- if attribute
ORDER BY a.ordinal
