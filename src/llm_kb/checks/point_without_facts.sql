-- severity: doubt
-- description: A numbered point has a fact, or a statement of its techniques, among its sentences.
-- cure: record the facts of its sentences, or mend its first and last sentence
SELECT 'findings ' || n.id AS "row", 'reaches over sentences without a fact' AS problem
FROM findings AS n
INNER JOIN passages AS first ON n.first_passage_id = first.id
INNER JOIN passages AS last ON n.last_passage_id = last.id
WHERE
    n.kind_id = 'point'
    AND NOT EXISTS (
        SELECT 1 FROM statements AS s INNER JOIN passages AS p ON s.passage_id = p.id
        WHERE first.source_id = p.source_id AND p.ordinal BETWEEN first.ordinal AND last.ordinal
    )
