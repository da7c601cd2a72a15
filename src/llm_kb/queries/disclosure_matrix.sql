-- title: Attributes by developer
-- description: For each attribute and developer the number of its models of which documents give the attribute, withhold it or do not give it.
-- subject: Sources and specifications
-- place: 125
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- parameter: attribute: Attribute, by id or name, such as context_length; empty for all.
SELECT
    s.attribute, s.institution,
    count(CASE WHEN s.of_maker = 1 THEN s.value END) AS disclosed,
    count(CASE WHEN s.of_maker = 1 AND s.status = 'withheld' THEN 1 END) AS withheld,
    -- what only a third party gives, the developer does not disclose
    count(CASE WHEN s.status = 'not found' OR s.of_maker = 0 THEN 1 END) AS not_found,
    s.attribute_name, i.id AS institution_id
FROM specifications AS s
INNER JOIN institutions AS i ON s.institution = i.name
INNER JOIN attributes AS a ON s.attribute = a.id
WHERE
    s.preferred = 1 AND s.attribute_kind NOT IN ('example', 'identifier')
    -- include: specified_models
GROUP BY s.attribute, s.attribute_name, s.institution, i.id, i.ordinal, a.ordinal
ORDER BY a.ordinal, i.ordinal
