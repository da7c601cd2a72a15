-- title: a join of five tables for one technique
SELECT i.name, count(DISTINCT m.id) AS models, count(*) AS facts
FROM techniques AS t
INNER JOIN claims AS c ON c.technique_id = t.id
INNER JOIN evidence AS e ON e.claim_id = c.id
INNER JOIN models AS m ON c.model_id = m.id
INNER JOIN institutions AS i ON m.institution_id = i.id
WHERE t.id = 'supervised-fine-tuning' AND c.relation_id = 'uses'
GROUP BY i.id, i.name
ORDER BY facts DESC, i.name
LIMIT 20
