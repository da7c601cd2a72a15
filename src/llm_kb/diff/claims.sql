-- description: A claim as a sentence, such as `Llama 3 uses FP8 quantization (inference)`.
SELECT
    c.id,
    m.name || ' ' || relation.name || ' ' || t.name || ' (' || stage.name || ')' AS label
FROM claims AS c
INNER JOIN models AS m ON c.model_id = m.id
INNER JOIN relations AS relation ON c.relation_id = relation.id
INNER JOIN techniques AS t ON c.technique_id = t.id
INNER JOIN stages AS stage ON c.stage_id = stage.id
