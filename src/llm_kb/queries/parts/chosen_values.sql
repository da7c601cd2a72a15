AND lower(sheet.attention_kind) LIKE '%' || lower(:attention) || '%'  -- if attention
AND lower(sheet.positional_encoding) LIKE '%' || lower(:position) || '%'  -- if position
AND lower(sheet.license) LIKE '%' || lower(:license) || '%'  -- if license
AND sheet.open_weights = :open  -- if open
AND sheet.context_length >= :context  -- if context
AND sheet.total_parameters <= :most  -- if most
