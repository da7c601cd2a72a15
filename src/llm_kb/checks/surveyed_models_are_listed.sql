-- severity: integrity
-- description: The surveyed models are exactly those that the survey lists, under the same developer.
-- cure: reconcile surveyed, listed_under_id and the listings
SELECT 'models ' || m.id AS "row", 'is surveyed, listed or both, but its listings say otherwise' AS problem
FROM models AS m
LEFT OUTER JOIN model_listings AS l ON m.id = l.model_id
GROUP BY m.id
HAVING
    m.surveyed <> (count(l.model_id) > 0)
    OR (m.surveyed = 1 AND m.listed_under_id IS NULL)
    OR (m.surveyed = 0 AND m.listed_under_id IS NOT NULL)
    OR count(CASE WHEN l.institution_id <> m.listed_under_id THEN 1 END) > 0
    OR count(CASE WHEN l.publication_id IS NOT m.publication_id AND l.model_id IS NOT NULL THEN 1 END) > 0
