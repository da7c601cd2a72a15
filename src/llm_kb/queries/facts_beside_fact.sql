-- title: Facts beside a fact
-- description: What else the statement of a fact says of a model and a technique, and where else the same claim is made.
-- parameter: fact: Identifier of the fact; empty for every pair of facts.
-- default: fact: paper-4-2-3-4--llama-3--fp8-quantization--uses--inference
WITH asked (fact, last) AS (
    SELECT lower(trim(coalesce(:fact, ''))), coalesce(nullif(lower(trim(:fact)), ''), '~')
),
pairs (own_id, fact_id) AS (
    SELECT own.id, e.id
    FROM asked
    CROSS JOIN evidence AS own ON own.id BETWEEN asked.fact AND asked.last
    INNER JOIN evidence AS e ON own.statement_id = e.statement_id AND own.id <> e.id
    UNION
    SELECT own.id, e.id
    FROM asked
    CROSS JOIN evidence AS own ON own.id BETWEEN asked.fact AND asked.last
    INNER JOIN evidence AS e ON own.claim_id = e.claim_id AND own.id <> e.id
)
SELECT
    CASE WHEN own.statement_id = e.statement_id THEN 'statement' ELSE 'claim' END AS shared,
    f.model,
    f.relation,
    f.technique,
    f.stage,
    f.qualifier,
    f.section,
    f.paragraph,
    f.sentence,
    f.statement,
    f.phrase,
    f.basis,
    f.basis_note,
    f.model_id,
    f.technique_id,
    e.statement_id,
    f.claim_id,
    f.fact_id,
    own.id AS beside_fact_id
FROM pairs
INNER JOIN evidence AS own ON pairs.own_id = own.id
INNER JOIN evidence AS e ON pairs.fact_id = e.id
INNER JOIN design_facts AS f ON e.id = f.fact_id
INNER JOIN statements AS s ON e.statement_id = s.id
INNER JOIN techniques AS t ON f.technique_id = t.id
ORDER BY own.id, shared DESC, s.ordinal, f.model, t.ordinal, f.fact_id
