-- title: the three most named techniques of each section
SELECT section, technique, facts
FROM (
    SELECT
        section,
        technique,
        count(*) AS facts,
        row_number() OVER (PARTITION BY section ORDER BY count(*) DESC, technique) AS place
    FROM design_facts
    GROUP BY section, technique
) AS counted
WHERE place <= 3
ORDER BY section, place
