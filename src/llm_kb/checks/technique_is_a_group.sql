-- severity: integrity
-- description: Facts and statements name techniques, never groups of the taxonomy.
-- cure: name a technique of the group, or add one
SELECT 'claims ' || c.id AS "row", 'names the group ' || t.name || ' as its technique' AS problem
FROM claims AS c
INNER JOIN techniques AS t ON c.technique_id = t.id
WHERE t.kind_id = 'group'
UNION ALL
SELECT 'statement_techniques ' || s.statement_id || ',' || s.technique_id, 'names the group ' || t.name || ' as its technique'
FROM statement_techniques AS s
INNER JOIN techniques AS t ON s.technique_id = t.id
WHERE t.kind_id = 'group'
