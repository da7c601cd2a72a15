-- title: KV cache per token
-- description: Bytes of keys and values that a model stores for a token, and GiB of them at the full context length. Computed here: 2 x layers x KV heads x head dimension x bytes of a number for MHA, MQA and GQA, and layers x (KV compression dimension + decoupled RoPE dimension) x bytes for MLA, as in Table 1 of the report of DeepSeek-V2; of a hybrid model only the full-attention layers count where their number is known, since the cache of the others does not grow with the context; where it is not known, a model with local layers needs less than this (see attention_layout). Left out are models whose heads or layers are given with a scope, such as other heads in local layers, that compress the cache otherwise or share it across layers.
-- words: KV cache size, memory per token, cache memory
-- subject: Sources and specifications
-- place: 100
-- parameter: bytes: Bytes of a number: 2 for BF16 and FP16, 1 for FP8.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- default: bytes: 2
-- number: bytes
WITH sized AS (
    SELECT
        sheet.*,
        coalesce(sheet.full_attention_layers, sheet.layers) AS cached_layers,
        CASE
            WHEN sheet.kv_lora_rank IS NOT NULL THEN sheet.kv_lora_rank + sheet.rope_head_dimension
            WHEN lower(coalesce(sheet.attention_kind, '')) LIKE '%mla%' THEN NULL
            WHEN lower(coalesce(sheet.attention_kind, '')) LIKE '%latent%' THEN NULL
            WHEN lower(coalesce(sheet.attention_kind, '')) LIKE '%compress%' THEN NULL
            ELSE 2 * sheet.kv_heads * sheet.head_dimension
        END AS numbers_per_layer
    FROM spec_sheet AS sheet
    WHERE
        NOT EXISTS (
            SELECT 1
            FROM specifications AS s
            WHERE
                s.model_id = sheet.model_id
                AND s.preferred = 1
                AND s.scope IS NOT NULL
                AND (
                    s.attribute IN ('full_attention_layers', 'kv_lora_rank')
                    OR (s.attribute IN ('kv_heads', 'head_dimension') AND sheet.kv_lora_rank IS NULL)
                )
        )
        AND NOT EXISTS (
            SELECT 1
            FROM documented_techniques AS t
            WHERE t.release_id = sheet.release_id AND t.technique_id = 'kv-cache-sharing'
        )
        AND sheet.institution IN (  -- if institution
            -- include: chosen_institutions
        )
),
cached AS (
    SELECT sized.*, cached_layers * numbers_per_layer * 2 AS bytes_per_token  -- unless bytes
    SELECT sized.*, cached_layers * numbers_per_layer * CAST(:bytes AS BIGINT) AS bytes_per_token  -- if bytes
    FROM sized
)
SELECT
    model, institution, layers, kv_heads, head_dimension, attention_kind, attention_layout, bytes_per_token,
    context_length, round(1.0 * bytes_per_token * context_length / 1073741824, 2) AS gib_at_context, model_id,
    cached_layers, kv_lora_rank, rope_head_dimension, release_date
FROM cached
WHERE bytes_per_token IS NOT NULL
ORDER BY bytes_per_token, model, model_id
