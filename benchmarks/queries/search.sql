-- title: a search for a word
-- only: SQLite
SELECT title, bm25(search_index) AS score
FROM search_index
WHERE search_index MATCH 'distillation'
ORDER BY score
LIMIT 20
