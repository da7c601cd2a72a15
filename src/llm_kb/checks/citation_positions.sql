-- severity: integrity
-- description: The citations of a sentence are numbered 1, 2, 3 … without gaps.
-- cure: renumber the citations of that sentence
SELECT 'passages ' || passage_id AS "row", 'has citations whose positions are not numbered 1 to ' || count(*) AS problem
FROM citations
GROUP BY passage_id
HAVING min(position) <> 1 OR max(position) <> count(*)
