-- severity: doubt
-- description: A source cites nothing dated after its own year.
-- cure: look up the publication, and correct its year
SELECT DISTINCT 'publications ' || b.id AS "row", 'is of ' || coalesce(b.year_corrected, b.year) || ' and cited by ' || s.id || ' of ' || s.date AS problem
FROM publications AS b
INNER JOIN citations AS c ON b.id = c.publication_id
INNER JOIN passages AS p ON c.passage_id = p.id
INNER JOIN sources AS s ON p.source_id = s.id
WHERE coalesce(b.year_corrected, b.year) > CAST(substr(s.date, 1, 4) AS INTEGER)
