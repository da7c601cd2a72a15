SELECT model_id
FROM model_names
WHERE
    name = lower(:model)  -- if model
    name = ''  -- unless model
UNION
SELECT above.name
FROM model_names AS own
INNER JOIN model_names AS above ON own.model_id = above.model_id
WHERE
    own.name = lower(:model)  -- if model
    own.name = ''  -- unless model
    AND own.own = 1
