-- title: Makers' documents in numbers
-- description: How many facts makers' documents state about each technique (subtypes included), model (variants included), developer or question of the survey, in how many documents.
-- subject: Sources and specifications
-- place: 175
-- parameter: kind: technique, model, institution or question; empty for all.
-- parameter: id: Id of one of them, or the section of a question; empty for all.
-- default: kind: institution
SELECT kind, id, facts, models, adopting_models, techniques, documents
FROM maker_counts
WHERE
    kind = lower(:kind)  -- if kind
    AND id = lower(:id)  -- if id
ORDER BY kind, facts DESC, id
