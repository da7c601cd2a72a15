-- severity: integrity
-- description: The citations of a sentence are counted 1, 2, 3 … without a gap.
-- cure: count the positions of that sentence anew
SELECT 'passages ' || passage_id AS "row", 'has citations whose positions are not 1 to ' || count(*) AS problem
FROM citations
GROUP BY passage_id
HAVING min(position) <> 1 OR max(position) <> count(*)
