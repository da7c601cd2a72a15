AND (  -- if source
    lower(:source) IN (f.source_id, f.source_kind)
    OR lower(:source) = 'makers' AND f.source_kind NOT IN ('survey', 'list', 'catalog')
)
