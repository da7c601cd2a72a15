-- severity: integrity
-- description: The sentences of a paragraph are numbered 1, 2, 3 … without gaps.
-- cure: renumber the sentences of that paragraph
SELECT 'sections ' || section_id AS "row", 'has sentences of paragraph ' || paragraph || ' that are not numbered 1 to ' || count(*) AS problem
FROM passages
WHERE section_id IS NOT NULL
GROUP BY section_id, paragraph
HAVING min(sentence) <> 1 OR max(sentence) <> count(*)
