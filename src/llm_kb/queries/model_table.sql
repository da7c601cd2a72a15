-- title: Models with specifications and facts
-- description: Every model with its developer, the preferred value of each attribute, and how much the survey says about its design; a condition on an attribute leaves out models whose value is not known.
-- words: specification table, parameters, context window, license, open weights
-- subject: Sources and specifications
-- place: 5
-- parameter: model: Model, by id, name or alias, including its variants; empty for all.
-- parameter: institution: Developer of the models, or the one under which the survey lists them, by id or name; empty for all.
-- parameter: dimension: Dimension in which the survey has facts about the models, by id or name; empty for all.
-- parameter: year: Year of the model's publication, as corrected; empty for all.
-- parameter: attention: Kind of attention, such as GQA or MLA; empty for all.
-- parameter: license: Words of the license, such as apache; empty for all.
-- parameter: open: 1 for models whose weights can be downloaded, 0 for others; empty for both.
-- parameter: context: Minimum context length in tokens; empty for no minimum.
-- parameter: least: Minimum number of parameters in all; empty for no minimum.
-- parameter: most: Maximum number of parameters in all; empty for no maximum.
-- parameter: since: Earliest date of release, as YYYY, YYYY-MM or YYYY-MM-DD; empty for all.
-- parameter: listed: 1 for models that the survey analyzes or of which documents give specifications; empty for all.
-- parameter: sort: Attribute by which the models are sorted, such as context_length, release_date (largest or newest first) or license; or model, year, facts, techniques; empty for developer and name.
-- parameter: columns: Names of the columns to return, separated by commas; empty for all.
-- parameter: limit: Maximum number of models; empty for no limit.
-- parameter: offset: Number of models to skip; empty for none.
-- list: columns
-- columns: columns
-- number: year, open, context, least, most
SELECT
    m.name AS model, m.kind_id AS kind, maker.name AS institution, lister.name AS listed_under, m.surveyed, c.year,
    sheet.release_date, sheet.total_parameters, sheet.active_parameters, sheet.context_length, sheet.attention_kind,
    sheet.license, sheet.open_weights, sheet.layers, sheet.hidden_size, sheet.feed_forward_size,
    sheet.expert_feed_forward_size, sheet.attention_heads, sheet.kv_heads, sheet.head_dimension, sheet.attention_layout,
    sheet.positional_encoding, sheet.rope_base, sheet.activation, sheet.normalization, sheet.normalization_placement,
    sheet.tied_embeddings, sheet.vocabulary_size, sheet.tokenizer, sheet.context_extension, sheet.output_limit,
    sheet.experts_total, sheet.experts_active, sheet.experts_shared, sheet.training_tokens, sheet.training_compute,
    sheet.training_hardware, sheet.gpu_hours, sheet.training_precision, sheet.knowledge_cutoff, sheet.input_modalities,
    sheet.output_modalities, sheet.languages, sheet.base_model, sheet.post_training_stages, sheet.rl_algorithm,
    sheet.reward_source, sheet.chat_template, sheet.chat_example, sheet.hugging_face_id, sheet.models_dev_id,
    sheet.openrouter_id, sheet.litellm_id, sheet.epoch_id, sheet.license_type, sheet.native_context_length,
    sheet.ecosystem_graphs_id,
    c.techniques, c.facts, c.architecture, c.post_training, c.optimization,
    count(*) OVER () AS models_in_all, m.institution_id, m.listed_under_id, m.parent_id AS parent_model_id, m.id AS model_id
FROM models AS m
INNER JOIN model_counts AS c ON m.id = c.model_id
INNER JOIN institutions AS maker ON m.institution_id = maker.id
LEFT OUTER JOIN institutions AS lister ON m.listed_under_id = lister.id
LEFT OUTER JOIN spec_sheet AS sheet ON m.id = sheet.model_id
WHERE
    m.id IN (SELECT model_id FROM model_names WHERE name = lower(:model))  -- if model
    AND (m.surveyed = 1 OR sheet.model_id IS NOT NULL)  -- if listed = 1
    -- include: models_of_list
    AND c.year = :year  -- if year
    AND sheet.total_parameters >= :least  -- if least
    AND sheet.release_date >= :since  -- if since
    -- include: chosen_values
ORDER BY
    c.name,  -- if sort = model
    c.year DESC NULLS LAST,  -- if sort = year
    c.facts DESC,  -- if sort = facts
    c.techniques DESC,  -- if sort = techniques
    sheet.release_date DESC NULLS LAST,  -- if sort = release_date
    sheet.total_parameters DESC NULLS LAST,  -- if sort = total_parameters
    sheet.active_parameters DESC NULLS LAST,  -- if sort = active_parameters
    sheet.context_length DESC NULLS LAST,  -- if sort = context_length
    sheet.training_tokens DESC NULLS LAST,  -- if sort = training_tokens
    sheet.layers DESC NULLS LAST,  -- if sort = layers
    sheet.vocabulary_size DESC NULLS LAST,  -- if sort = vocabulary_size
    lower(sheet.attention_kind) NULLS LAST,  -- if sort = attention_kind
    lower(sheet.license) NULLS LAST,  -- if sort = license
    sheet.open_weights DESC NULLS LAST,  -- if sort = open_weights
    maker.ordinal, c.name, m.id
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
