-- title: The sources of the facts, that of the newest edition first
SELECT s.id, s.title, s.authors, s.date, s.url, s.description
FROM sources AS s
ORDER BY s.id <> (SELECT e.source_id FROM editions AS e ORDER BY e.ordinal DESC LIMIT 1), s.id
