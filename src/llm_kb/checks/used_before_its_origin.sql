-- severity: doubt
-- description: The publication that introduces a technique is not later than a model that uses it.
-- cure: check whether the technique originates in an earlier publication
WITH years (id, year) AS (
    SELECT id, coalesce(year_corrected, year) FROM publications
),
uses AS MATERIALIZED (
    SELECT DISTINCT f.technique_id, f.release, own.year
    FROM design_facts AS f
    INNER JOIN models AS m ON f.release_id = m.id
    INNER JOIN years AS own ON m.publication_id = own.id
    WHERE f.relation IN ('uses', 'introduces')
),
first_uses AS (
    SELECT technique_id, min(year) AS year FROM uses GROUP BY technique_id
),
late AS MATERIALIZED (
    SELECT tp.technique_id, tp.publication_id, origin.year
    FROM technique_publications AS tp
    INNER JOIN years AS origin ON tp.publication_id = origin.id
    INNER JOIN first_uses ON tp.technique_id = first_uses.technique_id AND origin.year > first_uses.year
    WHERE tp.role_id = 'introduces'
)
SELECT 'technique_publications ' || late.technique_id || ',' || late.publication_id AS "row", 'is dated ' || late.year || ', though ' || uses.release || ' of ' || uses.year || ' has it' AS problem
FROM late
INNER JOIN uses ON late.technique_id = uses.technique_id AND late.year > uses.year
