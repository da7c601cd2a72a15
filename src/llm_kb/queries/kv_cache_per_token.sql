-- title: KV cache per token
-- description: Bytes of keys and values that a model stores for a token, computed here as 2 x layers x KV heads x head dimension x bytes of a number, and GiB of them at the full context length. It holds for MHA, MQA and GQA with full attention on every layer: models with MLA, which stores a compressed latent vector, are left out, and one with local layers needs less (see attention_layout).
-- words: KV cache size, memory per token, cache memory
-- subject: Sources and specifications
-- place: 100
-- parameter: bytes: Bytes of a number: 2 for BF16 and FP16, 1 for FP8.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- default: bytes: 2
-- number: bytes
WITH sized AS (
    SELECT sheet.*, 2 * sheet.layers * sheet.kv_heads * sheet.head_dimension * 2 AS cached  -- unless bytes
    SELECT sheet.*, 2 * sheet.layers * sheet.kv_heads * sheet.head_dimension * CAST(:bytes AS BIGINT) AS cached  -- if bytes
    FROM spec_sheet AS sheet
    WHERE
        lower(coalesce(sheet.attention_kind, '')) NOT LIKE '%mla%'
        AND lower(coalesce(sheet.attention_kind, '')) NOT LIKE '%latent%'
        AND sheet.institution IN (  -- if institution
            -- include: chosen_institutions
        )
)
SELECT
    model, institution, layers, kv_heads, head_dimension, attention_kind, attention_layout,
    cached AS bytes_per_token, context_length, round(1.0 * cached * context_length / 1073741824, 2) AS gib_at_context,
    model_id
FROM sized
WHERE cached IS NOT NULL
ORDER BY cached, model, model_id
