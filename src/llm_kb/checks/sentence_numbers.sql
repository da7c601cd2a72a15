-- severity: integrity
-- description: The sentences of a paragraph are counted 1, 2, 3 … without a gap.
-- cure: count the sentences of that paragraph anew
SELECT 'sections ' || section_id AS "row", 'has sentences of paragraph ' || paragraph || ' that are not 1 to ' || count(*) AS problem
FROM passages
GROUP BY section_id, paragraph
HAVING min(sentence) <> 1 OR max(sentence) <> count(*)
