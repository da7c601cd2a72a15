-- title: Models by context length
-- description: How many tokens each model takes in at once, as its makers state it, the longest context first.
-- words: context window, context size, long context
-- subject: Sources and specifications
-- place: 40
-- parameter: least: Minimum number of tokens; empty for no minimum.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- parameter: model: Model, by id, name or alias, including its variants; empty for all.
-- number: least
SELECT
    s.model, s.institution, CAST(s.number AS BIGINT) AS context_length, s.printed, s.scope, sheet.context_extension,
    sheet.output_limit, s.status, s.source, s.locator, s.phrase, s.conflict, s.model_id, s.source_id, s.specification_id
FROM specifications AS s
INNER JOIN spec_sheet AS sheet ON s.model_id = sheet.model_id
WHERE
    s.attribute = 'context_length'
    AND s.preferred = 1
    AND s.value IS NOT NULL
    AND s.number >= :least  -- if least
    -- include: specified_models
ORDER BY s.number DESC, s.place
