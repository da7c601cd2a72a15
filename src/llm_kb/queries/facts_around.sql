-- title: Facts around an id
-- description: The facts whose ids come just before and after an id, whether or not a fact has it: mostly others from the same sentence.
-- internal: yes
-- parameter: fact: Id of a fact, or a prefix of one; empty for all facts.
-- default: fact: paper-4-2-3-4--llama-3
SELECT
    m.name AS model, c.relation_id AS relation, t.name AS technique, c.model_id, c.technique_id, e.id AS fact_id
FROM evidence AS e
INNER JOIN claims AS c ON e.claim_id = c.id
INNER JOIN models AS m ON c.model_id = m.id
INNER JOIN techniques AS t ON c.technique_id = t.id
WHERE
    e.id IN (  -- if fact
        SELECT id FROM evidence WHERE id >= lower(:fact) ORDER BY id LIMIT 50
    )
    OR e.id IN (  -- if fact
        SELECT id FROM evidence WHERE id < lower(:fact) ORDER BY id DESC LIMIT 50
    )
ORDER BY e.id
