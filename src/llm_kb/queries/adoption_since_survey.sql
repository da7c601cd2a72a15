-- title: Adoption since the survey
-- description: For each technique of a question, how many of the surveyed releases and of those released since use or introduce it or a subtype, according to documents of their developers, with the share among all releases of that period with facts from such documents.
-- words: newer models, after the survey, then and now, what changed since
-- subject: Sources and specifications
-- place: 107
-- parameter: question: Section of the question, such as 4.2; empty for all.
-- parameter: least: Minimum number of releases of both periods together; empty for no minimum.
-- parameter: limit: Maximum number of techniques; empty for no limit.
-- default: question: 4.2
-- default: least: 3
-- number: least, limit
WITH periods AS (
    SELECT
        count(CASE WHEN period = 'surveyed' THEN 1 END) AS of_surveyed,
        count(CASE WHEN period = 'since the survey' THEN 1 END) AS of_since
    FROM release_dates
    WHERE facts > 0
),
adopted AS (
    SELECT
        technique_id,
        count(CASE WHEN period = 'surveyed' THEN 1 END) AS surveyed,
        count(CASE WHEN period = 'since the survey' THEN 1 END) AS since,
        group_concat(CASE WHEN period = 'since the survey' THEN release END, ', ') AS since_names
    FROM (SELECT * FROM documented_techniques ORDER BY technique_id, release, release_id) AS ordered
    WHERE period <> 'other'
    GROUP BY technique_id
),
shares AS (
    SELECT
        a.*, p.of_surveyed, p.of_since,
        CAST(round(100.0 * a.surveyed / p.of_surveyed) AS INTEGER) AS percent_surveyed,
        CAST(round(100.0 * a.since / p.of_since) AS INTEGER) AS percent_since
    FROM adopted AS a
    CROSS JOIN periods AS p
    WHERE p.of_surveyed > 0 AND p.of_since > 0
)
SELECT
    tree.technique_group, t.name AS technique, s.surveyed, s.of_surveyed, s.percent_surveyed,
    s.since, s.of_since, s.percent_since, CAST(round(100.0 * s.since / s.of_since - 100.0 * s.surveyed / s.of_surveyed) AS INTEGER) AS change, s.since_names,
    q.section, t.id AS technique_id
FROM shares AS s
INNER JOIN techniques AS t ON s.technique_id = t.id
INNER JOIN technique_tree AS tree ON t.id = tree.technique_id
LEFT OUTER JOIN technique_questions AS q ON t.id = q.technique_id
WHERE
    tree.depth > 0
    AND :question IN (q.section, q.question_id)  -- if question
    AND s.surveyed + s.since >= :least  -- if least
ORDER BY s.since DESC, s.surveyed DESC, t.ordinal
LIMIT :limit  -- if limit
