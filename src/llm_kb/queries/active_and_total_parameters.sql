-- title: Active and total parameters
-- description: Parameters in all and those that are active for a token, with the share and the experts, of mixture-of-experts models; the largest first.
-- words: MoE, mixture of experts, activated parameters, sparsity
-- subject: Sources and specifications
-- place: 90
-- parameter: institution: Developer of the model, by id or name; empty for all.
SELECT
    sheet.model, sheet.institution, sheet.total_parameters, sheet.active_parameters,
    round(100.0 * sheet.active_parameters / sheet.total_parameters, 1) AS percent_active,
    sheet.experts_total, sheet.experts_active, sheet.experts_shared, sheet.release_date, sheet.model_id
FROM spec_sheet AS sheet
WHERE
    sheet.total_parameters > 0
    AND sheet.active_parameters <= sheet.total_parameters
    AND sheet.institution IN (  -- if institution
        -- include: chosen_institutions
    )
ORDER BY sheet.total_parameters DESC, sheet.model, sheet.model_id
