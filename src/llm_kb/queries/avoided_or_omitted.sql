-- title: What models avoid or omit
-- description: Techniques that models leave out (omits) or for which an alternative or a constraint stands (avoids).
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all.
WITH RECURSIVE
asked (model, technique) AS (
    SELECT lower(trim(coalesce(:model, ''))), lower(trim(coalesce(:technique, '')))
),
wanted_models (id) AS (
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
    SELECT m.id FROM models AS m INNER JOIN wanted_models AS w ON m.parent_id = w.id
),
wanted_techniques (id) AS (
    SELECT t.id
    FROM techniques AS t
    CROSS JOIN asked
    WHERE
        asked.technique IN ('', t.id, lower(t.name))
        OR EXISTS (SELECT 1 FROM technique_aliases AS a WHERE a.technique_id = t.id AND lower(a.alias) = asked.technique)
    UNION
    SELECT t.id FROM techniques AS t INNER JOIN wanted_techniques AS w ON t.parent_id = w.id
)
SELECT
    f.model, f.institution, f.relation, f.technique, f.stage, f.section, f.statement, f.phrase, f.basis, f.basis_note,
    f.disputed, f.fact_id
FROM design_facts AS f
INNER JOIN wanted_models AS wm ON f.model_id = wm.id
INNER JOIN wanted_techniques AS wt ON f.technique_id = wt.id
WHERE f.relation IN ('avoids', 'omits')
ORDER BY f.relation, f.technique, f.model, f.fact_id
