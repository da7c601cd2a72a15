-- title: Specifications of a model
-- description: What documents say of a model attribute by attribute, with the place: the preferred value of each attribute, or every value of every document.
-- words: parameters, context window, architecture details, hyperparameters
-- subject: Sources and specifications
-- place: 10
-- parameter: model: Model, by id, name or alias, including its variants; empty for all.
-- parameter: attribute: Attribute, by id or name, such as context_length; empty for all.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- parameter: status: Status: stated, derived, inherited, withheld or not found; empty for all.
-- parameter: source: Source, by id, or a kind of source such as model-card; empty for all.
-- parameter: preferred: 1 for the preferred value of each attribute, 0 for the others; empty for both.
-- parameter: exactly: 1 to exclude variants of the model; 0 or empty to include them.
-- parameter: limit: Maximum number of rows; empty for no limit.
-- parameter: offset: Number of rows to skip; empty for none.
-- default: model: llama-3
-- default: preferred: 1
-- number: preferred
SELECT
    s.model, s.attribute, s.value, s.number, s.unit, s.status, s.printed, s.scope, s.source, s.source_kind, s.official,
    s.locator, s.phrase, s.conflict, s.preferred, s.statement, s.note, s.attribute_name, s.institution, s.release,
    s.model_id, s.release_id, s.value_model_id, s.source_id, s.statement_id, s.specification_id, s.of_maker
FROM specifications AS s
WHERE
    -- include: specified_models
ORDER BY s.place
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
