-- description: A reference as its number and title, corrected.
SELECT id, '[' || number || '] ' || coalesce(title_corrected, title) AS label
FROM publications
