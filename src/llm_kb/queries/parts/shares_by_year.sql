listed AS (
    SELECT technique_id
    FROM adopted
    GROUP BY technique_id
    HAVING
        max(releases) >= :least  -- if least
)
SELECT
    tree.technique_group, t.name AS technique, years.year,
    coalesce(a.releases, 0) AS releases,
    years.releases_of_year,
    CAST(round(100.0 * coalesce(a.releases, 0) / years.releases_of_year) AS INTEGER) AS percent,
    t.id AS technique_id
FROM listed
INNER JOIN techniques AS t ON listed.technique_id = t.id
INNER JOIN technique_tree AS tree ON t.id = tree.technique_id
INNER JOIN years ON years.releases_of_year > 0
LEFT OUTER JOIN adopted AS a ON t.id = a.technique_id AND years.year = a.year
WHERE tree.depth > 0
ORDER BY t.ordinal, years.year
