-- severity: doubt
-- description: The sentences of a numbered point contain a fact, or a statement of its techniques.
-- cure: record the facts of its sentences, or correct its first and last passage
SELECT 'findings ' || n.id AS "row", 'contains no sentence with a fact' AS problem
FROM findings AS n
INNER JOIN passages AS first ON n.first_passage_id = first.id
INNER JOIN passages AS last ON n.last_passage_id = last.id
WHERE
    n.kind_id = 'point'
    AND NOT EXISTS (
        SELECT 1 FROM statements AS s INNER JOIN passages AS p ON s.passage_id = p.id
        WHERE first.source_id = p.source_id AND p.ordinal BETWEEN first.ordinal AND last.ordinal
    )
