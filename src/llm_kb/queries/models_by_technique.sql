-- title: Models by technique
-- description: Which models use, avoid or otherwise stand to a technique or anything narrower, and which sentence says so.
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all.
-- parameter: relation: How the model stands to it, such as uses, avoids or omits; empty for every relation.
-- default: technique: expert-load-balancing
WITH RECURSIVE
asked (technique, relation) AS (
    SELECT lower(trim(coalesce(:technique, ''))), lower(trim(coalesce(:relation, '')))
),
wanted (id) AS (
    SELECT t.id
    FROM techniques AS t
    CROSS JOIN asked
    WHERE
        asked.technique IN ('', t.id, lower(t.name))
        OR EXISTS (SELECT 1 FROM technique_aliases AS a WHERE a.technique_id = t.id AND lower(a.alias) = asked.technique)
    UNION
    SELECT t.id FROM techniques AS t INNER JOIN wanted ON t.parent_id = wanted.id
)
SELECT
    f.model, f.institution, f.relation, f.technique, f.stage, f.qualifier, f.section, f.statement, f.phrase, f.basis,
    f.disputed, f.fact_id
FROM design_facts AS f
INNER JOIN wanted ON f.technique_id = wanted.id
CROSS JOIN asked
WHERE asked.relation IN ('', f.relation)
ORDER BY f.model, f.technique, f.relation, f.fact_id
