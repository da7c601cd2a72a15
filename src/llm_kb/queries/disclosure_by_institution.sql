-- title: Disclosure by developer and year
-- description: How much each developer discloses of its models of each year: attributes of models that its documents give, withhold or do not give, as far as recorded, identifiers left out; models without a release date have no year.
-- words: transparency, openness
-- subject: Sources and specifications
-- place: 120
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- parameter: attribute: Attribute, by id or name, such as context_length; empty for all.
WITH cells AS (
    SELECT
        s.institution, CAST(substr(sheet.release_date, 1, 4) AS INTEGER) AS year, s.model_id,
        CASE WHEN s.of_maker = 1 THEN s.value END AS value,
        -- what only a third party gives, the developer does not disclose
        CASE WHEN s.of_maker = 1 THEN s.status ELSE 'not found' END AS status
    FROM specifications AS s
    INNER JOIN spec_sheet AS sheet ON s.model_id = sheet.model_id
    WHERE
        s.preferred = 1 AND s.attribute_kind NOT IN ('example', 'identifier')
        -- include: specified_models
)
SELECT
    c.institution, c.year,
    count(DISTINCT c.model_id) AS models,
    count(c.value) AS disclosed,
    count(CASE WHEN c.status = 'withheld' THEN 1 END) AS withheld,
    count(CASE WHEN c.status = 'not found' THEN 1 END) AS not_found,
    CAST(round(100.0 * count(c.value) / count(*)) AS INTEGER) AS percent_disclosed,
    i.id AS institution_id
FROM cells AS c
INNER JOIN institutions AS i ON c.institution = i.name
GROUP BY c.institution, c.year, i.id, i.ordinal
ORDER BY i.ordinal, c.year NULLS LAST
