-- title: The newest edition
SELECT id, title, date, description
FROM editions
ORDER BY ordinal DESC
LIMIT 1
