-- severity: integrity
-- description: No character of a source belongs to two passages.
-- cure: mend the ranges of the two passages
SELECT 'passage_ranges ' || a.passage_id || ',' || a.ordinal AS "row", 'overlaps with ' || b.passage_id AS problem
FROM passage_ranges AS a
INNER JOIN passages AS pa ON a.passage_id = pa.id
INNER JOIN passages AS pb ON pa.source_id = pb.source_id
INNER JOIN passage_ranges AS b ON pb.id = b.passage_id
WHERE (a.passage_id, a.ordinal) < (b.passage_id, b.ordinal) AND a.start_character < b.end_character AND b.start_character < a.end_character
