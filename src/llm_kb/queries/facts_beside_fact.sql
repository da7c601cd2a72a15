-- title: Related facts
-- description: Other facts from the statement of a fact, and other statements that support the same claim.
-- subject: Facts
-- place: 90
-- parameter: fact: Id of the fact; empty for every pair of facts.
-- default: fact: paper-4-2-3-4--llama-3--fp8-quantization--uses--inference
SELECT
    CASE WHEN own.statement_id = e.statement_id THEN 'statement' ELSE 'claim' END AS shared,
    f.model, f.relation, f.technique, f.stage, f.qualifier, f.section, f.paragraph, f.sentence, f.statement,
    f.phrase, f.basis, f.basis_note, f.model_id, f.technique_id, e.statement_id, f.claim_id, f.fact_id,
    own.id AS beside_fact_id, f.source, f.locator
FROM evidence AS own
INNER JOIN evidence AS e ON own.statement_id = e.statement_id OR own.claim_id = e.claim_id
INNER JOIN design_facts AS f ON e.id = f.fact_id
INNER JOIN fact_details AS d ON f.fact_id = d.fact_id
WHERE
    own.id <> e.id
    AND own.id = lower(:fact)  -- if fact
ORDER BY own.id, shared DESC, d.place
