-- title: Specification sheet
-- description: One row per model with specifications: the preferred value of each attribute, a number or date where it is one and NULL where nothing is known or disclosed; the table specifications has the places.
-- subject: Sources and specifications
-- place: 2
-- facets: institution, attention_kind, license_type, license, open_weights
-- size: 200
-- page: model
-- sort: model
-- shown: model, institution, release_date, total_parameters, active_parameters, context_length, attention_kind, positional_encoding, layers, hidden_size, training_tokens, license, open_weights
-- unlabeled: yes
-- column: model_id: Identifier of the model.
-- column: model: Name of the model.
-- column: release: Name of the release that the model belongs to, of the model itself where it belongs to none.
-- column: institution: Developer of the model.
-- column: kind: Whether it is a family, a release, a variant or a product.
-- column: total_parameters: All weights of the model, embeddings included unless the scope says otherwise (parameters).
-- column: active_parameters: Weights that take part in computing one token (parameters); NULL for a dense model, which states none of its own.
-- column: layers: Number of transformer blocks.
-- column: hidden_size: Width of the residual stream (model dimension) (dimensions).
-- column: feed_forward_size: Width of the hidden layer of a dense feed-forward block, as one of the gated halves (dimensions).
-- column: expert_feed_forward_size: Width of the hidden layer of one routed expert (dimensions).
-- column: attention_heads: Number of query heads of a layer.
-- column: kv_heads: Number of key/value heads of a layer.
-- column: head_dimension: Width of one attention head (dimensions).
-- column: attention_kind: Kind of attention: MHA, MQA, GQA, MLA or another kind as the document names it.
-- column: attention_layout: How kinds of attention alternate over layers, such as 5 local : 1 global with a window of 1,024.
-- column: positional_encoding: Positional encoding: RoPE, ALiBi, NoPE or another kind as the document names it.
-- column: rope_base: Base frequency (theta) of RoPE.
-- column: activation: Activation of the feed-forward block, such as SwiGLU, GeGLU or ReLU.
-- column: normalization: RMSNorm, LayerNorm or another kind as the document names it.
-- column: normalization_placement: Placement of normalization: pre-norm, post-norm, both, or as the document describes it.
-- column: tied_embeddings: 1 where input and output embeddings share their weights, else 0.
-- column: vocabulary_size: Number of entries of the tokenizer's vocabulary (tokens).
-- column: tokenizer: Kind and name of the tokenizer, such as byte-level BPE, SentencePiece or tiktoken.
-- column: context_length: Tokens that the released model takes in at once, as the maker states it (tokens).
-- column: context_extension: How the context was extended, such as YaRN, ABF or stages of lengths.
-- column: output_limit: Longest output that the maker states (tokens).
-- column: experts_total: Number of routed experts of a layer.
-- column: experts_active: Number of routed experts a token activates in a layer.
-- column: experts_shared: Number of shared experts of a layer.
-- column: training_tokens: Tokens of pre-training.
-- column: training_compute: Compute of pre-training (FLOPs).
-- column: training_hardware: Kind and number of accelerators.
-- column: gpu_hours: Accelerator hours of training.
-- column: training_precision: Number format of training, such as BF16 or FP8.
-- column: license: License of the weights as the document names it.
-- column: open_weights: 1 where the weights can be downloaded, else 0.
-- column: release_date: Date of release, as YYYY-MM-DD, YYYY-MM or YYYY.
-- column: knowledge_cutoff: Knowledge cutoff, as YYYY-MM-DD, YYYY-MM or YYYY.
-- column: input_modalities: Input modalities among text, image, audio and video, separated by commas.
-- column: output_modalities: Output modalities among text, image, audio and video, separated by commas.
-- column: languages: Number or list of languages that the maker states as supported.
-- column: base_model: Name of the model from which this one was initialized.
-- column: post_training_stages: Stages of post-training in order, separated by arrows, such as SFT → DPO → RLVR.
-- column: rl_algorithm: RL algorithm, such as PPO, GRPO or DPO.
-- column: reward_source: Source of rewards, such as reward model, rules, verifier or LLM judge.
-- column: chat_template: Name or special tokens of the prompt format.
-- column: chat_example: A conversation in our own words in the prompt format, with its special tokens.
-- column: hugging_face_id: Repository of the weights on Hugging Face.
-- column: models_dev_id: Path of the model in the catalog models.dev.
-- column: openrouter_id: Name of the model at OpenRouter, as models.dev lists it.
-- column: litellm_id: Name of the model in LiteLLM's list of prices and limits.
-- column: epoch_id: Name of the model in Epoch AI's data on AI models.
-- column: license_type: What the license of the weights allows, in a word, such as open source or API only.
-- column: native_context_length: Tokens of the window for which the model was trained, before it is extended at inference.
-- column: kv_lora_rank: Width of the latent of keys and values that MLA caches (dimensions).
-- column: rope_head_dimension: Width of the part of a key that carries RoPE and is cached beside the latent of MLA (dimensions).
-- column: full_attention_layers: Number of layers whose KV cache grows with the context, where other layers have a sliding window, linear attention or a state space.
-- column: sliding_window: Number of tokens that a layer with sliding-window attention sees.
-- column: dense_layers: Number of layers with a dense feed-forward block in a mixture of experts.
-- column: optimizer: Optimizer of pre-training, such as AdamW or Muon.
-- column: predecessor: Name of the model of the same developer that this one succeeds.
-- column: ecosystem_graphs_id: Name of the asset in Ecosystem Graphs of Stanford CRFM.
-- column: release_id: Identifier of the release that the model belongs to, of the model itself where it belongs to none.
-- column: institution_id: Identifier of the developer.
-- key: model_id
-- integers: total_parameters, active_parameters, layers, hidden_size, feed_forward_size, expert_feed_forward_size, attention_heads, kv_heads, head_dimension, rope_base, tied_embeddings, vocabulary_size, context_length, output_limit, experts_total, experts_active, experts_shared, training_tokens, open_weights, native_context_length, kv_lora_rank, rope_head_dimension, full_attention_layers, sliding_window, dense_layers
-- reals: training_compute, gpu_hours
-- nullable: total_parameters, active_parameters, layers, hidden_size, feed_forward_size, expert_feed_forward_size, attention_heads, kv_heads, head_dimension, attention_kind, attention_layout, positional_encoding, rope_base, activation, normalization, normalization_placement, tied_embeddings, vocabulary_size, tokenizer, context_length, context_extension, output_limit, experts_total, experts_active, experts_shared, training_tokens, training_compute, training_hardware, gpu_hours, training_precision, license, open_weights, release_date, knowledge_cutoff, input_modalities, output_modalities, languages, base_model, post_training_stages, rl_algorithm, reward_source, chat_template, chat_example, hugging_face_id, models_dev_id, openrouter_id, litellm_id, epoch_id, license_type, native_context_length, kv_lora_rank, rope_head_dimension, full_attention_layers, sliding_window, dense_layers, optimizer, predecessor, ecosystem_graphs_id
-- reference: model_id: models.id
-- reference: release_id: models.id
-- reference: institution_id: institutions.id
-- index: release
-- index: institution
-- index: kind
-- index: attention_kind
-- index: positional_encoding
-- index: activation
-- index: normalization
-- index: license
-- index: license_type
-- index: open_weights
-- index: release_date
-- index: knowledge_cutoff
-- index: context_length
-- index: total_parameters
-- index: active_parameters
-- index: layers
-- index: hidden_size
-- index: vocabulary_size
-- index: experts_total
-- index: training_tokens
-- index: input_modalities
-- index: base_model
-- index: tied_embeddings
-- index: kv_heads
-- index: attention_heads
-- index: model
SELECT
    m.id AS model_id,
    m.name AS model,
    r.name AS release,
    i.name AS institution,
    m.kind_id AS kind,
    CAST(max(CASE WHEN s.attribute = 'total_parameters' THEN s.number END) AS BIGINT) AS total_parameters,
    CAST(max(CASE WHEN s.attribute = 'active_parameters' THEN s.number END) AS BIGINT) AS active_parameters,
    CAST(max(CASE WHEN s.attribute = 'layers' THEN s.number END) AS BIGINT) AS layers,
    CAST(max(CASE WHEN s.attribute = 'hidden_size' THEN s.number END) AS BIGINT) AS hidden_size,
    CAST(max(CASE WHEN s.attribute = 'feed_forward_size' THEN s.number END) AS BIGINT) AS feed_forward_size,
    CAST(max(CASE WHEN s.attribute = 'expert_feed_forward_size' THEN s.number END) AS BIGINT) AS expert_feed_forward_size,
    CAST(max(CASE WHEN s.attribute = 'attention_heads' THEN s.number END) AS BIGINT) AS attention_heads,
    CAST(max(CASE WHEN s.attribute = 'kv_heads' THEN s.number END) AS BIGINT) AS kv_heads,
    CAST(max(CASE WHEN s.attribute = 'head_dimension' THEN s.number END) AS BIGINT) AS head_dimension,
    max(CASE WHEN s.attribute = 'attention_kind' THEN s.value END) AS attention_kind,
    max(CASE WHEN s.attribute = 'attention_layout' THEN s.value END) AS attention_layout,
    max(CASE WHEN s.attribute = 'positional_encoding' THEN s.value END) AS positional_encoding,
    CAST(max(CASE WHEN s.attribute = 'rope_base' THEN s.number END) AS BIGINT) AS rope_base,
    max(CASE WHEN s.attribute = 'activation' THEN s.value END) AS activation,
    max(CASE WHEN s.attribute = 'normalization' THEN s.value END) AS normalization,
    max(CASE WHEN s.attribute = 'normalization_placement' THEN s.value END) AS normalization_placement,
    CAST(max(CASE WHEN s.attribute = 'tied_embeddings' THEN s.number END) AS BIGINT) AS tied_embeddings,
    CAST(max(CASE WHEN s.attribute = 'vocabulary_size' THEN s.number END) AS BIGINT) AS vocabulary_size,
    max(CASE WHEN s.attribute = 'tokenizer' THEN s.value END) AS tokenizer,
    CAST(max(CASE WHEN s.attribute = 'context_length' THEN s.number END) AS BIGINT) AS context_length,
    max(CASE WHEN s.attribute = 'context_extension' THEN s.value END) AS context_extension,
    CAST(max(CASE WHEN s.attribute = 'output_limit' THEN s.number END) AS BIGINT) AS output_limit,
    CAST(max(CASE WHEN s.attribute = 'experts_total' THEN s.number END) AS BIGINT) AS experts_total,
    CAST(max(CASE WHEN s.attribute = 'experts_active' THEN s.number END) AS BIGINT) AS experts_active,
    CAST(max(CASE WHEN s.attribute = 'experts_shared' THEN s.number END) AS BIGINT) AS experts_shared,
    CAST(max(CASE WHEN s.attribute = 'training_tokens' THEN s.number END) AS BIGINT) AS training_tokens,
    max(CASE WHEN s.attribute = 'training_compute' THEN s.number END) AS training_compute,
    max(CASE WHEN s.attribute = 'training_hardware' THEN s.value END) AS training_hardware,
    max(CASE WHEN s.attribute = 'gpu_hours' THEN s.number END) AS gpu_hours,
    max(CASE WHEN s.attribute = 'training_precision' THEN s.value END) AS training_precision,
    max(CASE WHEN s.attribute = 'license' THEN s.value END) AS license,
    CAST(max(CASE WHEN s.attribute = 'open_weights' THEN s.number END) AS BIGINT) AS open_weights,
    max(CASE WHEN s.attribute = 'release_date' THEN s.value END) AS release_date,
    max(CASE WHEN s.attribute = 'knowledge_cutoff' THEN s.value END) AS knowledge_cutoff,
    max(CASE WHEN s.attribute = 'input_modalities' THEN s.value END) AS input_modalities,
    max(CASE WHEN s.attribute = 'output_modalities' THEN s.value END) AS output_modalities,
    max(CASE WHEN s.attribute = 'languages' THEN s.value END) AS languages,
    max(CASE WHEN s.attribute = 'base_model' THEN s.value END) AS base_model,
    max(CASE WHEN s.attribute = 'post_training_stages' THEN s.value END) AS post_training_stages,
    max(CASE WHEN s.attribute = 'rl_algorithm' THEN s.value END) AS rl_algorithm,
    max(CASE WHEN s.attribute = 'reward_source' THEN s.value END) AS reward_source,
    max(CASE WHEN s.attribute = 'chat_template' THEN s.value END) AS chat_template,
    max(CASE WHEN s.attribute = 'chat_example' THEN s.value END) AS chat_example,
    max(CASE WHEN s.attribute = 'hugging_face_id' THEN s.value END) AS hugging_face_id,
    max(CASE WHEN s.attribute = 'models_dev_id' THEN s.value END) AS models_dev_id,
    max(CASE WHEN s.attribute = 'openrouter_id' THEN s.value END) AS openrouter_id,
    max(CASE WHEN s.attribute = 'litellm_id' THEN s.value END) AS litellm_id,
    max(CASE WHEN s.attribute = 'epoch_id' THEN s.value END) AS epoch_id,
    max(CASE WHEN s.attribute = 'license_type' THEN s.value END) AS license_type,
    CAST(max(CASE WHEN s.attribute = 'native_context_length' THEN s.number END) AS BIGINT) AS native_context_length,
    CAST(max(CASE WHEN s.attribute = 'kv_lora_rank' THEN s.number END) AS BIGINT) AS kv_lora_rank,
    CAST(max(CASE WHEN s.attribute = 'rope_head_dimension' THEN s.number END) AS BIGINT) AS rope_head_dimension,
    CAST(max(CASE WHEN s.attribute = 'full_attention_layers' THEN s.number END) AS BIGINT) AS full_attention_layers,
    CAST(max(CASE WHEN s.attribute = 'sliding_window' THEN s.number END) AS BIGINT) AS sliding_window,
    CAST(max(CASE WHEN s.attribute = 'dense_layers' THEN s.number END) AS BIGINT) AS dense_layers,
    max(CASE WHEN s.attribute = 'optimizer' THEN s.value END) AS optimizer,
    max(CASE WHEN s.attribute = 'predecessor' THEN s.value END) AS predecessor,
    max(CASE WHEN s.attribute = 'ecosystem_graphs_id' THEN s.value END) AS ecosystem_graphs_id,
    r.id AS release_id,
    i.id AS institution_id
FROM specifications AS s
INNER JOIN models AS m ON s.model_id = m.id
INNER JOIN models AS r ON s.release_id = r.id
INNER JOIN institutions AS i ON m.institution_id = i.id
WHERE s.preferred = 1
GROUP BY m.id, m.name, r.name, i.name, m.kind_id, r.id, i.id
