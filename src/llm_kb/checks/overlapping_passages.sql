-- severity: integrity
-- description: The ranges of sentences do not overlap.
-- cure: correct the ranges of the two sentences
WITH stretches AS (
    SELECT
        r.passage_id,
        r.ordinal,
        p.source_id,
        r.start_character,
        r.end_character,
        max(r.end_character) OVER (
            PARTITION BY p.source_id ORDER BY r.start_character, r.passage_id, r.ordinal
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached
    FROM passage_ranges AS r
    INNER JOIN passages AS p ON r.passage_id = p.id
    WHERE p.section_id IS NOT NULL
),
late AS (
    SELECT * FROM stretches WHERE start_character < reached
)
SELECT
    'passage_ranges ' || CASE
        WHEN (early.passage_id, early.ordinal) < (late.passage_id, late.ordinal) THEN early.passage_id || ',' || early.ordinal
        ELSE late.passage_id || ',' || late.ordinal
    END AS "row",
    'overlaps with ' || max(early.passage_id, late.passage_id) AS problem
FROM late
INNER JOIN stretches AS early ON late.source_id = early.source_id AND late.start_character < early.end_character
WHERE (early.start_character, early.passage_id, early.ordinal) < (late.start_character, late.passage_id, late.ordinal)
