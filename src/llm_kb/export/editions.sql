-- title: The editions, the newest last
SELECT id, title, date, description
FROM editions
ORDER BY ordinal
