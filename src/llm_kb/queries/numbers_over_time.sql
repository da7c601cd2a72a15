-- title: Numbers by release date
-- description: A number of every model, such as its total parameters, against its release date, with the passage that it rests on; the newest first.
-- words: growth, scaling over time, timeline of models
-- subject: Sources and specifications
-- place: 106
-- parameter: attribute: Attribute that is a number, by id or name, such as training_tokens; empty for all numbers.
-- parameter: model: Model, by id, name or alias, including its variants; empty for all.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- parameter: limit: Maximum number of rows; empty for no limit.
-- default: attribute: total_parameters
-- number: limit
SELECT
    coalesce(sheet.release_date, r.release_date) AS release_date,
    s.model, s.attribute, s.number, s.value, s.unit, s.scope, s.status, s.institution, s.source, s.locator, s.phrase,
    s.release_id, s.model_id, s.source_id, s.specification_id
FROM specifications AS s
INNER JOIN release_dates AS r ON s.release_id = r.release_id
INNER JOIN spec_sheet AS sheet ON s.model_id = sheet.model_id
WHERE
    s.preferred = 1
    AND s.number IS NOT NULL
    AND coalesce(sheet.release_date, r.release_date) IS NOT NULL
    AND s.model_id IN (SELECT model_id FROM model_names WHERE name = lower(:model))  -- if model
    AND s.institution IN (  -- if institution
        -- include: chosen_institutions
    )
    AND s.attribute IN (SELECT id FROM attributes WHERE lower(:attribute) IN (id, lower(name)))  -- if attribute
ORDER BY coalesce(sheet.release_date, r.release_date) DESC, s.place, s.specification_id
LIMIT :limit  -- if limit
