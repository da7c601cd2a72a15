-- title: Terms and definitions
-- description: Every term of the vocabularies used for facts, references and errata, with its definition.
-- internal: yes
-- parameter: vocabulary: Vocabulary, such as relation, stage or basis; empty for all.
-- default: vocabulary: relation
WITH terms (vocabulary, ordinal, term, definition, term_id) AS (
    SELECT 'basis', ordinal, name, definition, id FROM bases
    UNION ALL
    SELECT 'change of a claim', ordinal, name, definition, id FROM claim_change_kinds
    UNION ALL
    SELECT 'kind of erratum', ordinal, name, definition, id FROM erratum_kinds
    UNION ALL
    SELECT 'kind of model', ordinal, name, definition, id FROM model_kinds
    UNION ALL
    SELECT 'kind of publication', ordinal, name, definition, id FROM publication_kinds
    UNION ALL
    SELECT 'kind of source', ordinal, name, definition, id FROM source_kinds
    UNION ALL
    SELECT 'kind of technique', ordinal, name, definition, id FROM technique_kinds
    UNION ALL
    SELECT 'relation', ordinal, name, definition, id FROM relations
    UNION ALL
    SELECT 'role of a model', ordinal, name, definition, id FROM roles
    UNION ALL
    SELECT 'role of a publication', ordinal, name, definition, id FROM publication_roles
    UNION ALL
    SELECT 'stage', ordinal, name, definition, id FROM stages
    UNION ALL
    SELECT 'status of a specification', ordinal, name, definition, id FROM specification_statuses
    UNION ALL
    SELECT 'status of an erratum', ordinal, name, definition, id FROM erratum_statuses
    UNION ALL
    SELECT 'verdict', ordinal, name, definition, id FROM verdict_kinds
)
SELECT vocabulary, term, definition, term_id
FROM terms
WHERE
    vocabulary = lower(:vocabulary)  -- if vocabulary
ORDER BY vocabulary, ordinal
