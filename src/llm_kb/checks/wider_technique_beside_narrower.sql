-- severity: doubt
-- description: Of nested techniques only the narrowest that a sentence states about a model is recorded; a supertype is recorded as well only where the text names it by itself, or where its fact says more: another relation or stage, a figure, another model, a qualifier of its own or firmer evidence.
-- cure: remove the fact of the supertype, since queries include subtypes, or name the supertype in the statement if the sentence does, or give a reason in nested.csv
-- data: nested: facts of a supertype that are recorded nevertheless, each with the reason
WITH RECURSIVE wider (technique_id, wider_id) AS (
    SELECT id, parent_id FROM techniques WHERE parent_id IS NOT NULL
    UNION ALL
    SELECT wider.technique_id, t.parent_id
    FROM wider
    INNER JOIN techniques AS t ON wider.wider_id = t.id
    WHERE t.parent_id IS NOT NULL
),
pairs (fact_id, narrower_id) AS (
    SELECT w.fact_id, n.fact_id
    FROM wider
    INNER JOIN design_facts AS w ON wider.wider_id = w.technique_id
    INNER JOIN design_facts AS n
        ON wider.technique_id = n.technique_id AND w.model_id = n.model_id AND w.passage_id = n.passage_id
        AND w.relation = n.relation AND w.stage = n.stage
),
says_more (fact_id, narrower_id) AS (
    SELECT pairs.fact_id, pairs.narrower_id
    FROM pairs
    INNER JOIN evidence AS w ON pairs.fact_id = w.id
    INNER JOIN evidence AS n ON pairs.narrower_id = n.id
    INNER JOIN bases AS w_basis ON w.basis_id = w_basis.id
    INNER JOIN bases AS n_basis ON n.basis_id = n_basis.id
    WHERE
        w_basis.ordinal < n_basis.ordinal
        OR w.qualifier <> coalesce(n.qualifier, '')
        OR EXISTS (
            SELECT 1
            FROM measurement_evidence AS own
            WHERE
                own.evidence_id = w.id
                AND own.measurement_id NOT IN (SELECT measurement_id FROM measurement_evidence WHERE evidence_id = n.id)
        )
        OR EXISTS (
            SELECT 1
            FROM evidence_models AS own
            WHERE
                own.evidence_id = w.id
                AND (own.model_id, own.role_id) NOT IN (SELECT model_id, role_id FROM evidence_models WHERE evidence_id = n.id)
        )
),
names (technique_id, name) AS (
    SELECT id, name FROM techniques
    UNION
    SELECT id, abbreviation FROM techniques WHERE abbreviation IS NOT NULL
    UNION
    SELECT technique_id, alias FROM technique_aliases
)
SELECT
    'design_facts ' || f.fact_id AS "row",
    'is recorded along with ' || (
        SELECT group_concat(DISTINCT n.technique)
        FROM pairs AS p
        INNER JOIN design_facts AS n ON p.narrower_id = n.fact_id
        WHERE p.fact_id = f.fact_id
    ) || ' in a text that does not name ' || f.technique || ' by itself' AS problem
FROM design_facts AS f
WHERE
    f.fact_id IN (SELECT fact_id FROM (SELECT * FROM pairs EXCEPT SELECT * FROM says_more) AS equal)
    AND f.fact_id NOT IN (SELECT json_extract(value, '$.fact_id') FROM json_each(:nested))
    AND NOT mentions(
        f.statement || ' · ' || (SELECT s.phrase FROM evidence AS e INNER JOIN statements AS s ON e.statement_id = s.id WHERE e.id = f.fact_id) || ' · ' || f.phrase,
        (SELECT json_group_array(name) FROM names WHERE technique_id = f.technique_id),
        (
            -- A name within that of the model, such as Phi-3.5-MoE, does not name the technique either.
            SELECT json_group_array(longer.name)
            FROM (
                SELECT names.name
                FROM pairs AS p
                INNER JOIN design_facts AS n ON p.narrower_id = n.fact_id
                INNER JOIN names ON n.technique_id = names.technique_id
                WHERE p.fact_id = f.fact_id
                UNION ALL
                SELECT f.model
                UNION ALL
                SELECT alias FROM model_aliases WHERE model_id = f.model_id
            ) AS longer
        )
    )
ORDER BY f.fact_id
