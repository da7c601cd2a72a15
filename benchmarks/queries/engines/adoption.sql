-- title: the techniques that most releases use
SELECT technique_id, count(DISTINCT release_id) AS releases, count(DISTINCT institution) AS institutions
FROM facts
WHERE relation IN ('uses', 'introduces')
GROUP BY technique_id
ORDER BY releases DESC, technique_id
LIMIT 20
