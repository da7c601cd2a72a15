-- severity: doubt
-- description: Every publication is cited, and every author, venue and institution has a part in something.
-- cure: remove the row, or enter what belongs to it
SELECT 'publications ' || id AS "row", 'is cited nowhere' AS problem FROM publications
WHERE id NOT IN (SELECT publication_id FROM citations)
UNION ALL
SELECT 'authors ' || id, 'wrote no publication' FROM authors
WHERE id NOT IN (SELECT author_id FROM authorships)
UNION ALL
SELECT 'venues ' || id, 'published nothing' FROM venues AS v
WHERE NOT EXISTS (SELECT 1 FROM publications AS p WHERE v.id IN (p.venue_id, p.venue_corrected))
UNION ALL
SELECT 'institutions ' || id, 'makes and lists no model' FROM institutions AS i
WHERE NOT EXISTS (SELECT 1 FROM models AS m WHERE i.id IN (m.institution_id, m.listed_under_id))
