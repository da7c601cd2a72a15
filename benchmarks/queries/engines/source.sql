-- title: what one document says, by group
-- parameter: source: its id
SELECT technique_group, count(*) AS facts
FROM facts
WHERE source_id = :source
GROUP BY technique_group
ORDER BY technique_group
