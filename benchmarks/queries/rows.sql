-- title: a hundred facts with a filter
SELECT model, technique, stage, statement
FROM design_facts
WHERE relation = 'avoids'
ORDER BY fact_id
LIMIT 100
