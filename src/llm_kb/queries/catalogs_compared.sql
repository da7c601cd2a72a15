-- title: Values beside those of other catalogs
-- description: Values of models in models.dev, LiteLLM and Epoch AI's data at the time of the edition beside those of documents, with the place of ours: whether they agree, differ, or only one side has a value.
-- words: crosscheck, cross-check, cross-walk, disagreements with catalogs, models.dev, LiteLLM, Epoch, OpenRouter
-- subject: Sources and specifications
-- place: 135
-- parameter: outcome: agrees, differs, only there or only here; empty for all.
-- parameter: catalog: Catalog, by id or a part of its title, such as litellm; empty for all.
-- parameter: attribute: Attribute, by id or name, such as context_length; empty for all.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- parameter: model: Model, by id, name or alias, including its variants; empty for all.
-- parameter: limit: Maximum number of values; empty for no limit.
-- parameter: offset: Number of values to skip; empty for none.
-- default: outcome: differs
SELECT
    s.model, s.attribute, s.outcome, s.theirs, s.ours, s.scope, s.status, s.catalog, s.entry, s.source, s.locator,
    s.phrase, s.of_maker, s.attribute_name, s.institution, s.model_id, s.source_id, s.document_id, s.specification_id,
    count(*) OVER () AS values_in_all
FROM catalog_comparisons AS s
WHERE
    lower(:outcome) IN (s.outcome, replace(s.outcome, ' ', '-'))  -- if outcome
    AND (s.source_id = lower(:catalog) OR lower(s.catalog) LIKE '%' || lower(:catalog) || '%')  -- if catalog
    -- include: specified_models
ORDER BY s.place
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
