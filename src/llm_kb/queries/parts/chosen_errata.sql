AND kind_id IN (SELECT id FROM erratum_kinds WHERE lower(:kind) IN (id, lower(name)))  -- if kind
AND status_id IN (SELECT id FROM erratum_statuses WHERE lower(:status) IN (id, lower(name)))  -- if status
