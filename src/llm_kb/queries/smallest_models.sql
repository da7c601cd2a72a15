-- title: Smallest models that suffice
-- description: Models with a kind of attention and a minimum context length, those with the fewest parameters first; models whose parameters are not known are left out.
-- words: small model, runs on one GPU, GQA and 128K context
-- subject: Sources and specifications
-- place: 60
-- parameter: attention: Kind of attention, such as GQA or MLA; empty for all.
-- parameter: context: Minimum context length in tokens; empty for no minimum.
-- parameter: open: 1 for models whose weights can be downloaded, 0 for others; empty for both.
-- parameter: license: Words of the license, such as apache; empty for all.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- parameter: limit: Maximum number of models; empty for no limit.
-- default: attention: GQA
-- default: context: 128000
-- number: context, open
SELECT
    sheet.model, sheet.institution, sheet.total_parameters, sheet.active_parameters, sheet.context_length,
    sheet.attention_kind, sheet.attention_heads, sheet.kv_heads, sheet.license, sheet.open_weights, sheet.model_id
FROM spec_sheet AS sheet
WHERE
    sheet.total_parameters IS NOT NULL
    -- include: chosen_sheets
ORDER BY sheet.total_parameters, sheet.context_length DESC NULLS LAST, sheet.model, sheet.model_id
LIMIT :limit  -- if limit
