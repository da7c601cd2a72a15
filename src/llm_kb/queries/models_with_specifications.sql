-- title: Models with certain specifications
-- description: Models whose specifications meet several conditions at once, such as MLA and open weights, the newest first.
-- words: filter models, find a model, open models
-- subject: Sources and specifications
-- place: 50
-- parameter: attention: Kind of attention, such as GQA or MLA; empty for all.
-- parameter: position: Positional encoding, such as RoPE; empty for all.
-- parameter: license: Words of the license, such as apache; empty for all.
-- parameter: open: 1 for models whose weights can be downloaded, 0 for others; empty for both.
-- parameter: context: Minimum context length in tokens; empty for no minimum.
-- parameter: most: Maximum number of parameters in all; empty for no maximum.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- default: attention: MLA
-- default: open: 1
-- number: open, context, most
SELECT
    sheet.model, sheet.institution, sheet.release_date, sheet.total_parameters, sheet.active_parameters,
    sheet.context_length, sheet.attention_kind, sheet.positional_encoding, sheet.license, sheet.open_weights,
    sheet.model_id
FROM spec_sheet AS sheet
WHERE
    -- include: chosen_sheets
ORDER BY sheet.release_date DESC NULLS LAST, sheet.model, sheet.model_id
