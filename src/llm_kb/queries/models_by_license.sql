-- title: Models by license
-- description: The license of the weights of each model, as its makers' documents name it, what it allows, and whether the weights can be downloaded.
-- words: commercial use, permitted use, open weights
-- subject: Sources and specifications
-- place: 30
-- parameter: license: Words of the license, such as apache; empty for all.
-- parameter: institution: Developer of the model, by id or name; empty for all.
SELECT
    s.value AS license, sheet.license_type, s.model, s.institution, sheet.open_weights, sheet.release_date, s.scope, s.source, s.locator,
    s.phrase, s.conflict, s.model_id, s.source_id, s.specification_id
FROM specifications AS s
INNER JOIN spec_sheet AS sheet ON s.model_id = sheet.model_id
WHERE
    s.attribute = 'license'
    AND s.preferred = 1
    AND s.value IS NOT NULL
    AND lower(s.value) LIKE '%' || lower(:license) || '%'  -- if license
    -- include: specified_models
ORDER BY s.value, s.place
