-- title: Techniques by model
-- description: What is known of a model and its variants: every technique, how the model stands to it, and the sentence that says so.
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: relation: How the model stands to the technique, such as uses, avoids or omits; empty for every relation.
-- default: model: llama-3
WITH RECURSIVE
asked (model, relation) AS (
    SELECT lower(trim(coalesce(:model, ''))), lower(trim(coalesce(:relation, '')))
),
wanted (id) AS (
    SELECT m.id
    FROM models AS m
    CROSS JOIN asked
    WHERE
        asked.model IN ('', m.id, lower(m.name))
        OR EXISTS (
            SELECT 1 FROM model_aliases AS a
            WHERE a.model_id = m.id AND a.kind_id <> 'elliptic' AND lower(a.alias) = asked.model
        )
    UNION
    SELECT m.id FROM models AS m INNER JOIN wanted ON m.parent_id = wanted.id
)
SELECT
    f.model, f.technique_group, f.technique, f.relation, f.stage, f.qualifier, f.other_model, f.other_role, f.section,
    f.statement, f.phrase, f.basis, f.disputed, f.fact_id
FROM design_facts AS f
INNER JOIN wanted ON f.model_id = wanted.id
INNER JOIN techniques AS t ON f.technique_id = t.id
CROSS JOIN asked
WHERE asked.relation IN ('', f.relation)
ORDER BY f.model, t.ordinal, f.relation, f.fact_id
