AND sheet.institution IN (  -- if institution
    -- include: chosen_institutions
)
-- include: chosen_values
